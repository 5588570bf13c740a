/** What the Shape Detection API offers, where a browser has it. */
interface Detector {
  detect(image: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}
interface DetectorClass {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
}

type Reader = (video: HTMLVideoElement) => Promise<string | null>;

const EVERY_MS = 150;
/** Formats of labels that drums and papers bear. */
const FORMATS = ['qr_code', 'data_matrix', 'code_128', 'code_39'];

/** Cameras are only given to pages that came by HTTPS, or from this device. */
export function hasCamera(): boolean {
  return window.isSecureContext && 'mediaDevices' in navigator;
}

/**
 * Shows the camera in a video element and reads labels from it until one is read or the answer is called, which ends it.
 *
 * @throws DOMException where there is no camera, or it may not be used
 */
export async function watchCamera(video: HTMLVideoElement, onText: (text: string) => void): Promise<() => void> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  let timer: number | undefined;
  const stop = () => {
    window.clearTimeout(timer);
    timer = -1;
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
  video.srcObject = stream;
  await video.play();
  const read = await reader();
  const look = async () => {
    const text = video.videoWidth > 0 ? await read(video) : null;
    if (timer === -1) return;
    if (text === null) {
      timer = window.setTimeout(() => void look(), EVERY_MS);
      return;
    }
    stop();
    onText(text);
  };
  void look();
  return stop;
}

/** The browser's own reader where it has one that reads QR codes, else one like it, loaded when it is first needed. */
async function reader(): Promise<Reader> {
  const { BarcodeDetector: own } = window as unknown as { BarcodeDetector?: DetectorClass };
  const formats = (await own?.getSupportedFormats()) ?? [];
  const Kind = own && formats.includes('qr_code') ? own : await standIn();
  const supported = await Kind.getSupportedFormats();
  const detector = new Kind({ formats: FORMATS.filter((format) => supported.includes(format)) });
  return async (video) => (await detector.detect(video))[0]?.rawValue ?? null;
}

/** Its WebAssembly comes from this service: by itself it would ask for it elsewhere. */
async function standIn(): Promise<DetectorClass> {
  const [{ BarcodeDetector, prepareZXingModule }, { default: wasm }] = await Promise.all([
    import('barcode-detector/ponyfill'),
    import('zxing-wasm/reader/zxing_reader.wasm?url'),
  ]);
  prepareZXingModule({ overrides: { locateFile: () => wasm } });
  return BarcodeDetector as unknown as DetectorClass;
}
