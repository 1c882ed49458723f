// The Python of a page, in a worker: the page stays alive while a cell runs, and a cell that
// never ends is ended with its worker.

let py, session;

// Counts what arrives, of which most comes in five files.
const fetchQuietly = self.fetch;
let loaded = 0;
self.fetch = async (...request) => {
  const answer = await fetchQuietly(...request);
  if (!answer.ok || !answer.body) return answer;
  const count = new TransformStream({
    transform(part, out) {
      loaded += part.byteLength;
      postMessage({ kind: "loaded", loaded });
      out.enqueue(part);
    },
  });
  return new Response(answer.body.pipeThrough(count), answer);
};

async function start({ python, course, runner, absent }) {
  importScripts(`${python}pyodide.js`);
  const [files, code] = [
    fetch(course).then((answer) => answer.arrayBuffer()),
    fetch(runner).then((answer) => answer.text()),
  ];
  py = await loadPyodide({ indexURL: python, packages: ["numpy"] });
  py.unpackArchive(await files, "zip");
  py.FS.writeFile("session.py", await code);
  session = py.pyimport("session").start(py.toPy(absent));
}

async function run({ source, needs }) {
  const quiet = { messageCallback() {} };
  await py.loadPackagesFromImports(source, quiet);
  if (needs.length) await py.loadPackage(needs, quiet);
  const began = performance.now();
  const error = session.run(source, (kind, text) => postMessage({ kind, text }));
  postMessage({ kind: "done", error, ms: performance.now() - began });
}

// One thing after the other, the start first.
let before = Promise.resolve();
onmessage = ({ data }) => {
  before = before
    .then(() => (data.python ? start(data) : run(data)))
    .then(
      () => data.python && postMessage({ kind: "ready" }),
      (error) => postMessage({ kind: "died", text: String(error) }),
    );
};
