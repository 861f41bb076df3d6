import type { Page } from 'playwright-core';

const CUP = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600" viewBox="0 0 400 300">
<defs><linearGradient id="w" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#e9c9a1"/>
<stop offset="1" stop-color="#8a5a36"/></linearGradient></defs><rect width="400" height="300" fill="url(#w)"/>
<ellipse cx="200" cy="222" rx="120" ry="24" fill="#f7f3ec"/><path d="M120 120h160v50a80 60 0 0 1-160 0z" fill="#fffdf8"/>
<path d="M280 130h20a26 26 0 0 1 0 52h-26" fill="none" stroke="#fffdf8" stroke-width="13"/>
<ellipse cx="200" cy="122" rx="80" ry="20" fill="#3c2415"/></svg>`;

const FACE = `<svg xmlns="http://www.w3.org/2000/svg" width="512" height="512" viewBox="0 0 100 100">
<circle cx="50" cy="50" r="44" fill="#ffd44d"/><circle cx="35" cy="42" r="6"/><circle cx="65" cy="42" r="6"/>
<path d="M28 58c10 22 34 22 44 0" fill="none" stroke="#000" stroke-width="5" stroke-linecap="round"/></svg>`;

/** Runs in the page: draws an SVG and encodes it. */
const encode = async ({ svg, type }: { svg: string; type: string }): Promise<string> => {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.getContext('2d')?.drawImage(image, 0, 0);
  return canvas.toDataURL(type, 0.8).split(',')[1] ?? '';
};

const drawn = async (page: Page, svg: string, type: string): Promise<Buffer> =>
  Buffer.from(await page.evaluate(encode, { svg, type }), 'base64');

/** A picture that a browser really shows: a cup of coffee. */
export const aPhoto = (page: Page): Promise<Buffer> => drawn(page, CUP, 'image/jpeg');
export const aSticker = (page: Page): Promise<Buffer> => drawn(page, FACE, 'image/webp');

const FRAMES = 75;

/** Runs in the page: a ball that rolls over a table, filmed frame by frame. */
const film = async (frames: number): Promise<string> => {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [480, 270];
  const pen = canvas.getContext('2d');
  const recorder = new MediaRecorder(canvas.captureStream(), { mimeType: 'video/mp4' });
  const parts: Blob[] = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const done = new Promise((resolve) => (recorder.onstop = resolve));
  recorder.start();
  for (let frame = 0; frame < frames; frame += 1) {
    await new Promise(requestAnimationFrame);
    if (!pen) continue;
    pen.fillStyle = '#8a5a36';
    pen.fillRect(0, 0, 480, 270);
    pen.fillStyle = '#fffdf8';
    pen.beginPath();
    pen.arc(60 + (360 * frame) / frames, 150, 46, 0, 7);
    pen.fill();
  }
  recorder.stop();
  await done;
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
};

/** A film that a browser really plays, of a second or longer. */
export const aFilm = async (page: Page): Promise<Buffer> =>
  Buffer.from(await page.evaluate(film, FRAMES), 'base64');
