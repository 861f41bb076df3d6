import { MEDIA_MAX_BYTES } from '../../../../../server/src/contracts/media-rules';

/** From the best on, until one fits; longer sides than the first bring nothing on a phone. */
const TRIES = [
  { side: 4096, quality: 0.9 },
  { side: 4096, quality: 0.75 },
  { side: 2560, quality: 0.8 },
  { side: 1600, quality: 0.8 },
  { side: 1600, quality: 0.6 },
] as const;

const drawn = (picture: ImageBitmap, side: number, quality: number): Promise<Blob | null> => {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext('2d');
  if (!pen) return Promise.resolve(null);
  // JPEG has no transparency: what shines through becomes white, not black.
  pen.fillStyle = 'white';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
};

/** The picture as a JPEG that WhatsApp takes, as large as its limit allows; null when this browser cannot draw it. */
export const shrinkPicture = async (file: File): Promise<File | null> => {
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return null;
  try {
    for (const { side, quality } of TRIES) {
      const blob = await drawn(picture, side, quality);
      if (blob && blob.size <= MEDIA_MAX_BYTES.image)
        return new File([blob], `${file.name.replace(/\.[^.]*$/, '')}.jpg`, { type: 'image/jpeg' });
    }
    return null;
  } finally {
    picture.close();
  }
};
