import { byWord } from './words';

const MARKS = byWord<string>({
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
});

/** Text for a page: nothing in it is read as markup, in a text or in a quoted attribute. */
export const htmlText = (value: string): string =>
  value.replace(/[&<>"']/g, (mark) => MARKS.get(mark) ?? mark);

/** The languages of the pages that customers read. */
export type PageLanguage = 'en' | 'tr';

/** The customer's own language where we speak it, else English. */
export const pageLanguage = (language: string | null): PageLanguage =>
  /^tr\b|^tr_/i.test(language ?? '') ? 'tr' : 'en';

/** In which language somebody is answered: their own, else that of what they said, else by their country. */
export const answerLanguage = (
  { language, country }: { language: string | null; country: string | null },
  said: PageLanguage | null = null
): PageLanguage => {
  if (language) return pageLanguage(language);
  return said ?? (country === 'TR' ? 'tr' : 'en');
};

/** Allowed by its nonce; nothing else on the page may load or run. */
const STYLE = `
:root { color-scheme: light dark; --ink: #212134; --soft: #5c5c77; --paper: #fff; --ground: #f6f6f9; --line: #c0c0cf; --main: #4945ff; --danger: #b72b1a; --good: #2f6846; }
@media (prefers-color-scheme: dark) { :root { --ink: #f6f6f9; --soft: #c0c0cf; --paper: #212134; --ground: #181826; --line: #666687; --main: #7b79ff; --danger: #ee8277; --good: #8fcea8; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 24px 16px; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 520px; margin: 0 auto; padding: 24px; background: var(--paper); border-radius: 8px; }
h1 { margin: 0 0 8px; font-size: 24px; line-height: 1.25; }
p { margin: 0 0 16px; } .soft { color: var(--soft); font-size: 14px; }
fieldset { margin: 0 0 20px; padding: 12px 16px; border: 1px solid var(--line); border-radius: 8px; }
legend { padding: 0 6px; font-weight: 600; }
label { display: flex; gap: 12px; padding: 8px 0; cursor: pointer; }
label small { display: block; color: var(--soft); font-size: 14px; }
input { flex: none; width: 20px; height: 20px; margin: 2px 0 0; accent-color: var(--main); }
button { width: 100%; min-height: 44px; padding: 10px 16px; border: 1px solid var(--main); border-radius: 8px; background: var(--main); color: var(--paper); font: inherit; font-weight: 600; cursor: pointer; }
button.plain { border-color: var(--danger); background: none; color: var(--danger); margin: 12px 0 8px; }
button:focus-visible, input:focus-visible, a:focus-visible { outline: 3px solid var(--main); outline-offset: 2px; }
.told { padding: 12px 16px; border: 1px solid currentColor; border-radius: 8px; color: var(--good); } .told.bad { color: var(--danger); }
.logo { display: block; max-width: 70%; height: 48px; margin: 0 0 16px; object-fit: contain; object-position: left; }
footer { margin-top: 20px; } a { color: var(--main); }
`;

export interface Frame {
  language: PageLanguage;
  /** Of this answer alone: the one style of the page is allowed by it. */
  nonce: string;
  /** Address of the business's picture. */
  logo?: string | null | undefined;
}

/** A whole page for customers around `body` (markup), without a script (O-31). `style` comes after the common one. */
export const htmlPage = (
  { language, nonce, logo }: Frame,
  title: string,
  { body, style = '' }: { body: string; style?: string }
): string =>
  `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${htmlText(title)}</title><style nonce="${htmlText(nonce)}">${STYLE}${style}</style></head>
<body><main>${logo ? `<img class="logo" src="${htmlText(logo)}" alt="">` : ''}${body}</main></body></html>`;
