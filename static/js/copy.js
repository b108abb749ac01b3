// Buttons that copy the text of a field. Without this module they stay hidden, and the field can be selected.
for (const button of document.querySelectorAll('button[data-copies]')) {
	const field = document.getElementById(button.dataset.copies);
	const words = button.textContent;
	// A site that was not told its own address ends a sentence with a path: the browser knows the rest, if the page came from a server.
	if (location.protocol.startsWith('http')) field.value = field.value.replace(/(^|\s)\/(?=\S+$)/, `$1${location.origin}/`);
	button.hidden = false;
	button.addEventListener('click', async () => {
		field.select();
		try {
			await navigator.clipboard.writeText(field.value);
		} catch {
			return; // not allowed: the text is selected
		}
		button.textContent = button.dataset.done;
		setTimeout(() => { button.textContent = words; }, 2000);
	});
}
