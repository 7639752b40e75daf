import assert from 'node:assert/strict';
import test from 'node:test';
import { Drafts, entriesOf, fill, keyOf } from './draft.js';

const store = () => {
	const m = new Map();
	return { m, getItem: (k) => m.get(k) ?? null, setItem: (k, v) => m.set(k, v), removeItem: (k) => m.delete(k) };
};
const form = () => [
	{ type: 'radio', name: 'Q1', value: '1', checked: false }, { type: 'radio', name: 'Q1', value: '2', checked: false },
	{ type: 'checkbox', name: 'Q2', value: '1', checked: false }, { type: 'checkbox', name: 'Q2', value: '2', checked: false },
	{ type: 'textarea', name: 'Q3', value: '' }, { type: 'hidden', name: 'x', value: 'y' }, { type: 'submit', name: '', value: '' },
];

test('what was begun comes back', () => {
	const first = form(), drafts = new Drafts(store());
	first[1].checked = first[2].checked = first[3].checked = true;
	first[4].value = 'Bra föreläsare 🙂';
	drafts.save('k', entriesOf(first));
	const second = form();
	assert.equal(fill(second, drafts.load('k')), true);
	assert.deepEqual(entriesOf(second), entriesOf(first));
	assert.equal(entriesOf(second).length, 4);
});

test('what stands on the page wins over a draft', () => {
	const page = form();
	page[0].checked = true;
	assert.equal(fill(page, [['Q1', '2']]), false);
	assert.equal(page[0].checked, true);
});

test('a draft is forgotten after two weeks and when it is sent', () => {
	const s = store();
	let now = 0;
	const drafts = new Drafts(s, () => now);
	drafts.save('k', [['Q1', '1']]);
	now = 15 * 24 * 3600 * 1000;
	assert.deepEqual(drafts.load('k'), []);
	assert.equal(s.m.size, 0);
	drafts.save('k', [['Q1', '1']]);
	drafts.clear('k');
	assert.equal(s.m.size, 0);
});

test('a store that throws or lies breaks nothing', () => {
	const broken = { getItem() { throw new Error('no'); }, setItem() { throw new Error('full'); }, removeItem() { throw new Error('no'); } };
	const drafts = new Drafts(broken);
	assert.equal(drafts.save('k', [['a', 'b']]), false);
	assert.deepEqual(drafts.load('k'), []);
	drafts.clear('k');
	const s = store();
	s.setItem('k', '{"at":');
	assert.deepEqual(new Drafts(s).load('k'), []);
});

test('a key tells nothing of the secret in the path', () => {
	const key = keyOf('/svara/HEMLIG123');
	assert.match(key, /^samling-enkat-[0-9a-f]{16}$/);
	assert.notEqual(key, keyOf('/svara/HEMLIG124'));
	assert.equal(key.includes('HEMLIG'), false);
});
