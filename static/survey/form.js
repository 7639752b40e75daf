// The evaluation with a script: a draft on the device, and questions that come and go with earlier answers. Without it
// every question is shown with a note, and nothing is kept before it is sent.
import { Drafts, entriesOf, fill, keyOf } from './draft.js';

const drafts = new Drafts(window.localStorage);
const key = keyOf(location.pathname.replace(/\/tack$/, ''));

// ask shows what hangs on an answer that is given, and hides the rest. What is hidden is not answered: the server leaves
// it out as well.
function ask(form) {
	for (const box of form.querySelectorAll('[data-if]')) {
		const chosen = [...form.querySelectorAll(`input[name="${CSS.escape(box.dataset.if)}"]:checked`)];
		const led = chosen.some((i) => box.dataset.on.split(' ').includes(i.value) && !i.closest('[hidden]'));
		box.hidden = !led;
		box.querySelector('[data-if-note]').hidden = true;
	}
}

function keep(form) {
	const note = form.querySelector('[data-draft-note]');
	if (fill(form.elements, drafts.load(key))) note.hidden = false;
	form.addEventListener('input', () => {
		note.hidden = !drafts.save(key, entriesOf(form.elements));
	});
	form.querySelector('[data-draft-clear]').addEventListener('click', () => {
		drafts.clear(key);
		form.reset();
		ask(form);
		note.hidden = true;
	});
}

const form = document.querySelector('form.survey');
if (form) {
	if ('draft' in form.dataset) keep(form);
	form.addEventListener('input', () => ask(form));
	ask(form);
} else if (document.querySelector('[data-draft-sent]')) {
	drafts.clear(key);
}
