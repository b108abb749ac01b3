// For pages that show a chart of this site in a frame: makes the frame as high as its
// chart. Optional: without it the frame keeps the height of its tag and scrolls.
(function () {
	var start = new URL(document.currentScript.src).origin + '/embed/';

	function frames() {
		return [].filter.call(document.getElementsByTagName('iframe'), function (frame) {
			return frame.src.indexOf(start) === 0;
		});
	}

	addEventListener('message', function (event) {
		var height = event.data && event.data.type === 'embed-size' ? Number(event.data.height) : 0;
		if (!(height > 0 && height < 20000)) return;
		frames().forEach(function (frame) {
			if (frame.contentWindow === event.source) frame.style.height = height + 'px';
		});
	});
	frames().forEach(function (frame) {
		frame.contentWindow.postMessage({ type: 'embed-size?' }, '*');
	});
})();
