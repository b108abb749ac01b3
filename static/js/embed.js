// Tells the page around this frame how high it is, so that it can follow: in the words
// of @newswire/frames and AMP, and in those of pym.js. It sends nothing else to anyone.
const id = new URLSearchParams(location.search).get('childId') || '';
let told = 0;

function tell() {
	const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
	if (height === told || parent === window) return;
	told = height;
	parent.postMessage({ sentinel: 'amp', type: 'embed-size', height }, '*');
	parent.postMessage(`pymxPYMx${id}xPYMxheightxPYMx${height}`, '*');
}

addEventListener('load', tell);
addEventListener('message', (event) => {
	if (event.source !== parent) return;
	told = 0; // a page that comes late asks again
	tell();
});
if ('ResizeObserver' in window) new ResizeObserver(tell).observe(document.documentElement);
else addEventListener('resize', tell);
tell();
