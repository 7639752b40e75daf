// What somebody has begun to answer, kept on their own device only, until it is sent or two weeks have passed. Nothing of
// it reaches the server before the button is pressed, and the key says nothing about the ballot it belongs to.

const PREFIX = 'samling-enkat-';
const KEEP = 14 * 24 * 3600 * 1000;

// keyOf names a draft by a digest of the page's path (FNV-1a, twice 32 bits): the path may hold a ballot's secret.
export function keyOf(path) {
	const digest = (seed) => {
		let h = seed;
		for (const c of path) h = Math.imul(h ^ c.codePointAt(0), 0x01000193) >>> 0;
		return h.toString(16).padStart(8, '0');
	};
	return PREFIX + digest(0x811c9dc5) + digest(0x9747b28c);
}

// entriesOf lists what is filled in of a form: [name, value] of each answered field.
export function entriesOf(fields) {
	const out = [];
	for (const f of fields) {
		if (!f.name || f.type === 'hidden' || f.type === 'submit' || f.name === 'behall') continue;
		if (f.type === 'radio' || f.type === 'checkbox') { if (f.checked) out.push([f.name, f.value]); } else if (f.value) out.push([f.name, f.value]);
	}
	return out;
}

// fill puts a draft back into a form. What somebody has already answered on the page wins.
export function fill(fields, entries) {
	if (entriesOf(fields).length) return false;
	for (const f of fields) {
		const values = entries.filter(([name]) => name === f.name).map(([, value]) => value);
		if (f.type === 'radio' || f.type === 'checkbox') f.checked = values.includes(f.value);
		else if (values.length) f.value = values[0];
	}
	return entries.length > 0;
}

// Drafts keeps and finds drafts in a store (localStorage). A store that is full, forbidden or broken keeps nothing, and
// the form works as without.
export class Drafts {
	constructor(store, now = Date.now) { this.store = store; this.now = now; }

	save(key, entries) {
		try {
			if (entries.length) this.store.setItem(key, JSON.stringify({ at: this.now(), entries }));
			else this.store.removeItem(key);
			return true;
		} catch { return false; }
	}

	load(key) {
		try {
			const { at, entries } = JSON.parse(this.store.getItem(key) ?? '{}');
			if (at > this.now() - KEEP && Array.isArray(entries)) return entries;
			this.store.removeItem(key);
		} catch { /* nothing is kept */ }
		return [];
	}

	clear(key) { try { this.store.removeItem(key); } catch { /* nothing was kept */ } }
}
