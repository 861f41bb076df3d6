/** What a telephone does to a file before it sends it. */

export type Draft = { file: Blob; name: string; mimeType: string; as?: 'document' };

const pictureOf = async (file: Blob): Promise<ImageBitmap | null> => {
  try {
    return await createImageBitmap(file);
  } catch {
    return null; // not a picture that this browser can read
  }
};

const draw = async (
  picture: ImageBitmap,
  size: { width: number; height: number },
  mimeType: string
): Promise<Blob | null> => {
  const canvas = document.createElement('canvas');
  canvas.width = size.width;
  canvas.height = size.height;
  const scale = Math.min(size.width / picture.width, size.height / picture.height);
  const [width, height] = [picture.width * scale, picture.height * scale];
  const context = canvas.getContext('2d');
  if (mimeType === 'image/jpeg' && context) {
    context.fillStyle = 'white';
    context.fillRect(0, 0, size.width, size.height);
  }
  context?.drawImage(picture, (size.width - width) / 2, (size.height - height) / 2, width, height);
  const made = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, mimeType, 0.85));
  // A browser that cannot write the type writes PNG instead.
  return made?.type === mimeType ? made : null;
};

const SENT_AS_IS = ['image/jpeg', 'image/png'];

/** Pictures of other types become JPEG, as the app does; everything else goes as it is. */
export const photoDraft = async (file: File): Promise<Draft> => {
  const asIs = {
    file,
    name: file.name,
    mimeType: file.type || 'application/octet-stream',
  };
  if (!file.type.startsWith('image/') || SENT_AS_IS.includes(file.type)) return asIs;
  const picture = await pictureOf(file);
  const made = picture ? await draw(picture, picture, 'image/jpeg') : null;
  return made
    ? { file: made, name: file.name.replace(/\.\w+$/, '.jpg'), mimeType: 'image/jpeg' }
    : asIs;
};

export const documentDraft = (file: File): Draft => ({
  file,
  name: file.name,
  mimeType: file.type || 'application/octet-stream',
  as: 'document',
});

const STICKER = { width: 512, height: 512 };

/** A sticker is WebP of 512 × 512; null when this browser cannot make one. */
export const stickerOf = async (file: File): Promise<Blob | null> => {
  if (file.type === 'image/webp') return file;
  const picture = await pictureOf(file);
  return picture ? draw(picture, STICKER, 'image/webp') : null;
};

export const emojiSticker = async (emoji: string): Promise<Blob | null> => {
  const canvas = document.createElement('canvas');
  canvas.width = STICKER.width;
  canvas.height = STICKER.height;
  const context = canvas.getContext('2d');
  if (!context) return null;
  context.font = '400px "Noto Color Emoji", "Apple Color Emoji", "Segoe UI Emoji", sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(emoji, STICKER.width / 2, STICKER.height / 2 + 24);
  const made = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/webp'));
  return made?.type === 'image/webp' ? made : null;
};
