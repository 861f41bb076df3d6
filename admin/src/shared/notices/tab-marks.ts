import { titleWith } from './news';

/** Side of the drawn picture; browsers scale it. */
const SIDE = 32;
const DOT = { x: 24, y: 8, radius: 8 } as const;

const iconLink = (): HTMLLinkElement | null =>
  document.querySelector<HTMLLinkElement>('link[rel~="icon"]');

/** Strapi's page names no picture; browsers take this address then. To be changed it must be named. */
const nameIcon = (): HTMLLinkElement => {
  const link = document.createElement('link');
  link.rel = 'icon';
  link.href = '/favicon.ico';
  document.head.append(link);
  return link;
};

/** The page's own picture with a dot in its corner; null where the browser cannot draw it. */
const withDot = async (href: string, color: string): Promise<string | null> => {
  const picture = new Image();
  picture.crossOrigin = 'anonymous';
  picture.src = href;
  try {
    await picture.decode();
    const canvas = document.createElement('canvas');
    canvas.width = SIDE;
    canvas.height = SIDE;
    const pen = canvas.getContext('2d');
    if (!pen) return null;
    pen.drawImage(picture, 0, 0, SIDE, SIDE);
    pen.fillStyle = color;
    pen.beginPath();
    pen.arc(DOT.x, DOT.y, DOT.radius, 0, 2 * Math.PI);
    pen.fill();
    return canvas.toDataURL('image/png');
  } catch {
    // A picture of another site may not be read: the title says it all the same.
    return null;
  }
};

/** Keeps the number in the title, no matter who sets another one, and the dot in the tab's picture. */
export const createTabMarks = (color: string) => {
  let unread = 0;
  let plainIcon: string | null = null;
  const titled = () => {
    const wanted = titleWith(document.title, unread);
    if (document.title !== wanted) document.title = wanted;
  };
  const observer = new MutationObserver(titled);
  observer.observe(document.head, { childList: true, subtree: true, characterData: true });

  const marked = async () => {
    if (unread === 0) {
      const link = iconLink();
      if (link && plainIcon !== null) link.href = plainIcon;
      plainIcon = null;
      return;
    }
    if (plainIcon !== null) return;
    const link = iconLink() ?? nameIcon();
    plainIcon = link.href;
    const drawn = await withDot(plainIcon, color);
    // Meanwhile everything may have been read.
    if (drawn && unread > 0) link.href = drawn;
  };
  const show = (count: number) => {
    unread = count;
    titled();
    void marked();
  };
  return {
    show,
    stop: () => {
      observer.disconnect();
      show(0);
    },
  };
};
