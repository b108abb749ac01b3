// The page of queries: on a press it loads DuckDB-WASM and the edition's database, and from then on nothing.
// A query stands in the address behind #q=, which browsers do not send.
const root = document.getElementById('sql');
const at = (id) => document.getElementById(`sql-${id}`);
const say = (key, more = '') => { at('status').textContent = `${root.dataset[`say${key}`]} ${more}`.trim(); };
const most = 1000; // rows shown

// Only the engine's own files become scripts.
const policy = window.trustedTypes
	? trustedTypes.createPolicy('citas-sql', { createScriptURL: checked })
	: { createScriptURL: checked };

function checked(address) {
	const url = new URL(address, location.href);
	if (url.origin !== location.origin || ![root.dataset.module, root.dataset.worker].includes(address)) throw new TypeError(address);
	return url.href;
}

let connection;

async function unpacked(address) {
	const packed = await fetch(address);
	if (!packed.ok) throw new Error(`${packed.status} ${address}`);
	const bytes = await new Response(packed.body.pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
	return URL.createObjectURL(new Blob([bytes], { type: 'application/wasm' }));
}

async function load() {
	const { AsyncDuckDB, VoidLogger } = await import(checked(root.dataset.module));
	const database = fetch(root.dataset.database).then((file) => {
		if (!file.ok) throw new Error(`${file.status} ${root.dataset.database}`);
		return file.arrayBuffer();
	});
	const wasm = await unpacked(root.dataset.wasm);
	const engine = new AsyncDuckDB(new VoidLogger(), new Worker(policy.createScriptURL(root.dataset.worker)));
	await engine.instantiate(wasm);
	URL.revokeObjectURL(wasm);
	await engine.registerFileBuffer('citas.duckdb', new Uint8Array(await database));
	const c = await engine.connect();
	// What is not in the engine would be fetched from another site.
	await c.query("SET autoinstall_known_extensions = false; SET autoload_known_extensions = false; ATTACH 'citas.duckdb' AS citas (READ_ONLY); USE citas");
	return c;
}

// Every cell is written by DuckDB, so that numbers and days look as they do in the files.
async function ask(query) {
	const text = query.trim().replace(/;+\s*$/, '');
	try {
		return await connection.query(`SELECT COLUMNS(*)::VARCHAR FROM (\n${text}\n)`);
	} catch (error) {
		if (/^\s*(select|with|from|values)\b/i.test(text.replace(/^\s*--.*$/gm, ''))) throw error;
		return connection.query(text); // DESCRIBE, SHOW, PRAGMA: no subquery
	}
}

const quoted = (cell) => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

function show(answer) {
	const names = answer.schema.fields.map((f) => f.name);
	const rows = answer.toArray().map((row) => names.map((n) => row[n]));
	const table = document.createElement('table');
	table.className = 'plain';
	const line = (section, cells, kind) => {
		const tr = section.insertRow();
		for (const cell of cells) {
			const td = document.createElement(kind);
			if (kind === 'th') td.scope = 'col';
			td.textContent = cell ?? '';
			tr.append(td);
		}
	};
	line(table.createTHead(), names, 'th');
	const body = table.createTBody();
	for (const row of rows.slice(0, most)) line(body, row, 'td');
	at('rows').replaceChildren(table);
	at('rows').hidden = false;
	const csv = [names, ...rows].map((row) => row.map((cell) => quoted(String(cell ?? ''))).join(',')).join('\n');
	URL.revokeObjectURL(at('csv').href);
	at('csv').href = URL.createObjectURL(new Blob([`${csv}\n`], { type: 'text/csv' }));
	at('csv').hidden = false;
	at('status').textContent = `${rows.length.toLocaleString(root.dataset.numbers)} ${root.dataset.sayRows}${rows.length > most ? `; ${root.dataset.sayShown}` : ''}`;
}

async function run() {
	const query = at('text').value;
	history.replaceState(null, '', `#q=${encodeURIComponent(query)}`);
	if (!query.trim()) return;
	say('Running');
	try {
		show(await ask(query));
	} catch (error) {
		say('Failed', error.message);
	}
}

function read() {
	const found = /[#&]q=([^&]*)/.exec(location.hash);
	if (!found) return false;
	try {
		at('text').value = decodeURIComponent(found[1]);
	} catch {
		return false; // a broken escape is no query
	}
	return true;
}

at('load').hidden = false;
at('load').addEventListener('click', async () => {
	at('load').disabled = true;
	say('Loading');
	try {
		connection = await load();
	} catch (error) {
		at('load').disabled = false;
		say('Failed', error.message);
		return;
	}
	at('load').hidden = true;
	at('form').hidden = false;
	say('Ready');
	at('text').focus();
	if (at('text').value) run();
});
at('form').addEventListener('submit', (event) => {
	event.preventDefault();
	run();
});
addEventListener('hashchange', () => {
	if (read() && connection) run();
});
if (!read()) at('text').value = 'SELECT * FROM wait_times LIMIT 20';
