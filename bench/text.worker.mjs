// One worker of the text benchmark: the module as the page's workers use it, or onnxruntime-web with the same models.

let module;
let exports;
let parts;
let ort;

async function bytes(path) {
  return new Uint8Array(await (await fetch(path)).arrayBuffer());
}

const commands = {
  async load({ detector, recogniser }) {
    module = await import('/www/generated/read/slipcheck_read.js');
    exports = await module.default({ module_or_path: '/www/generated/read/slipcheck_read_bg.wasm' });
    parts = { detector: detector && new module.Detector(await bytes(detector)), recogniser: new module.Recogniser(await bytes(recogniser)) };
  },
  picture({ rgba, width, height }) {
    parts.picture?.free();
    parts.picture = new module.Picture(rgba, width, height);
  },
  places({ side }) {
    return parts.detector.places(parts.picture, side);
  },
  patches({ places }) {
    return places.map((place) => parts.picture.patch(place));
  },
  turned({ places }) {
    return parts.recogniser.isUpsideDown(parts.picture, places);
  },
  patch({ place, patch }) {
    const picture = module.Picture.fromPatch(patch);
    const [line] = parts.recogniser.read(picture, [place]);
    picture.free();
    return line;
  },
  held() {
    return exports.memory.buffer.byteLength;
  },
  line({ place }) {
    return parts.recogniser.read(parts.picture, [place])[0];
  },
  arrange({ lines }) {
    return module.arrange(lines);
  },
  async loadPeer({ detector, recogniser }) {
    ort = await import('/ort/ort.wasm.min.mjs');
    ort.env.wasm.numThreads = 1;
    ort.env.wasm.wasmPaths = '/ort/';
    const session = async (path) => ort.InferenceSession.create(await bytes(path), { executionProviders: ['wasm'] });
    parts = { detector: await session(detector), recogniser: await session(recogniser) };
  },
  /** The models alone, on empty input of the same sizes: what is before and behind them is not counted for the peer. */
  async runPeer({ rows, columns, widths }) {
    const run = async (session, dims) => {
      const data = new Float32Array(dims.reduce((product, dim) => product * dim));
      const results = await session.run({ [session.inputNames[0]]: new ort.Tensor('float32', data, dims) });
      return results[session.outputNames[0]].dims;
    };
    const began = performance.now();
    await run(parts.detector, [1, 3, rows, columns]);
    const detected = performance.now();
    for (const width of widths) await run(parts.recogniser, [1, 3, 48, width]);
    return { detect: detected - began, total: performance.now() - began };
  },
};

addEventListener('message', async ({ data: { id, command, ...rest } }) => {
  try {
    postMessage({ id, result: await commands[command](rest) });
  } catch (error) {
    postMessage({ id, error: error?.message ?? String(error) });
  }
});
