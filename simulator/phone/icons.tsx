/** Line drawings of 24 × 24, made for this page. */
const PATHS = {
  back: 'M15 5l-7 7 7 7',
  close: 'M6 6l12 12M18 6L6 18',
  more: 'M12 5.5v.01M12 12v.01M12 18.5v.01',
  plus: 'M12 5v14M5 12h14',
  beside: 'M4 5h7v14H4zM14 5h6v14h-6',
  emoji: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.5 14.5c1.8 2.4 5.2 2.4 7 0M9 9.5v.01M15 9.5v.01',
  clip: 'M20 11.5l-8.2 8.1a5 5 0 0 1-7.1-7.1l8.4-8.3a3.3 3.3 0 0 1 4.7 4.7l-8.3 8.2a1.6 1.6 0 0 1-2.3-2.3l7.5-7.4',
  mic: 'M12 15a3.2 3.2 0 0 0 3.2-3.2V6.2a3.2 3.2 0 1 0-6.4 0v5.6A3.2 3.2 0 0 0 12 15zM5.8 11.5a6.2 6.2 0 0 0 12.4 0M12 17.8V21',
  send: 'M4 12l16-8-5.5 16-3-6.5zM11.5 13.5L20 4',
  pencil: 'M4 20l1-4L16.5 4.5l3 3L8 19zM14 7l3 3',
  trash: 'M5 7h14M10 7V4.5h4V7M7 7l1 13h8l1-13',
  reply: 'M10 6l-6 5.5 6 5.5v-3.4c5 0 8 1.4 10 4.4-.4-5-3.4-8.3-10-8.6z',
  forward: 'M14 6l6 5.5-6 5.5v-3.4c-5 0-8 1.4-10 4.4.4-5 3.4-8.3 10-8.6z',
  link: 'M14 5h5v5M19 5l-8 8M17 14v5H5V7h5',
  phone:
    'M6 3.8h3l1.6 4.4-2 1.5a13 13 0 0 0 5.7 5.7l1.5-2 4.4 1.6v3c0 1.2-1 2.1-2.2 2A16.4 16.4 0 0 1 4 6c-.1-1.2.8-2.2 2-2.2z',
  copy: 'M9 9h11v11H9zM15 9V4H4v11h5',
  list: 'M9 6h11M9 12h11M9 18h11M4.5 6v.01M4.5 12v.01M4.5 18v.01',
  pin: 'M12 21c-4.4-5-6.6-8.3-6.6-11A6.6 6.6 0 0 1 18.6 10c0 2.7-2.2 6-6.6 11zM12 12.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.6-4 3.6-6 7.5-6s6.9 2 7.5 6',
  photo: 'M4 5h16v14H4zM4 16l5-5 4.5 4.5 2.5-2.5 4 4M15.5 9v.01',
  video: 'M4 6.5h11v11H4zM15 10.5l5-3v9l-5-3',
  document: 'M6 3.5h8l4 4v13H6zM14 3.5v4h4M9 12h6M9 16h6',
  sticker: 'M5 4h14v10l-6 6H5zM13 20v-6h6',
  play: 'M8 5.5v13l11-6.5z',
  pause: 'M8.5 5.5v13M15.5 5.5v13',
  down: 'M6 9.5l6 6 6-6',
  gift: 'M4 9h16v4H4zM5.5 13v7.5h13V13M12 9v11.5M12 9c-4.5 0-5.5-5-2.7-5C11.3 4 12 7 12 9zM12 9c4.5 0 5.5-5 2.7-5C12.7 4 12 7 12 9z',
  form: 'M5 4h14v16H5zM8.5 9h7M8.5 13h7M8.5 17h3',
  cart: 'M3.5 5H6l2 10.5h9.5L20 8H7M9.5 19.5v.01M16 19.5v.01',
  block: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM5.8 5.8l12.4 12.4',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z',
  off: 'M12 3.5v8M7 6.5a8 8 0 1 0 10 0',
  verified:
    'M12 3l2.3 1.7 2.9-.1.8 2.8 2.4 1.6-1 2.7 1 2.7-2.4 1.6-.8 2.8-2.9-.1L12 20.4l-2.3-1.7-2.9.1-.8-2.8-2.4-1.6 1-2.7-1-2.7L6 7.4l.8-2.8 2.9.1zM8.5 12l2.5 2.3 4.5-4.6',
  megaphone: 'M4 10v4h3l8 4.5v-13L7 10zM18 9.5c1.3 1.5 1.3 3.5 0 5M7.5 14v5h3v-3.5',
} as const;

export type IconName = keyof typeof PATHS;

export const Icon = ({ name }: { name: IconName }) => (
  <svg className="glyph" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d={PATHS[name]} />
  </svg>
);

/** One tick sent, two ticks delivered; the colour of the class tells read. */
export const TickMarks = ({ double }: { double: boolean }) => (
  <svg className="tick-marks" viewBox="0 0 18 12" aria-hidden="true" focusable="false">
    <path d={double ? 'M1 6.5l3.5 3.5L12 2M7.5 9l1 1L16.5 2' : 'M3 6.5l3.5 3.5L14 2'} />
  </svg>
);
