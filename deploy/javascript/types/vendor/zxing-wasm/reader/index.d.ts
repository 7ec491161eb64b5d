// What we use of zxing-wasm, which is vendored without its types.

export interface ReadResult {
  isValid: boolean;
  text: string;
}

export interface ReaderOptions {
  formats: string[];
  tryHarder: boolean;
  tryRotate: boolean;
  tryInvert: boolean;
  tryDownscale: boolean;
  maxNumberOfSymbols: number;
}

export function prepareZXingModule(options: {
  overrides: { locateFile(name: string): string };
  fireImmediately: true;
}): Promise<object>;

export function readBarcodes(image: ImageData, options: ReaderOptions): Promise<ReadResult[]>;
