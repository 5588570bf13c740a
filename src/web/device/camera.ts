/** What the Shape Detection API offers, where a browser has it. */
interface Detector {
  detect(image: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}
interface DetectorClass {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
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

/** The browser's own reader where it has one that reads QR codes, else one in JavaScript, loaded when it is first needed. */
async function reader(): Promise<Reader> {
  const { BarcodeDetector } = window as unknown as { BarcodeDetector?: DetectorClass };
  const formats = BarcodeDetector ? await BarcodeDetector.getSupportedFormats() : [];
  if (BarcodeDetector && formats.includes('qr_code')) {
    const detector = new BarcodeDetector({ formats: FORMATS.filter((format) => formats.includes(format)) });
    return async (video) => (await detector.detect(video))[0]?.rawValue ?? null;
  }
  const { default: jsQR } = await import('jsqr');
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return async (video) => {
    const { videoWidth: width, videoHeight: height } = video;
    canvas.width = width;
    canvas.height = height;
    context?.drawImage(video, 0, 0, width, height);
    const image = context?.getImageData(0, 0, width, height);
    return (image && jsQR(image.data, width, height)?.data) || null;
  };
}
