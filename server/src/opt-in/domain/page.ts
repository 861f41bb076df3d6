import type { OptInWords } from '../../contracts/opt-in';
import { htmlPage, htmlText as text, type Frame, type PageLanguage } from '../../kernel/html-page';
import type { FormError } from './submission';
import { formWords, type FormWords } from './words';

/** Alpha-2 code, name in the language of the page, digits after the plus. */
export type Country = readonly [code: string, name: string, dial: string];

export interface FormFacts extends Frame {
  business: string;
  words: OptInWords;
  version: number;
  countries: readonly Country[];
  country: string;
  /** The other language, when the form has it. */
  other: PageLanguage | null;
  /** Boxes of data collection, in the language of the page; never ticked for anybody (X-08). */
  purposes: readonly { value: string; label: string }[];
  /** What was typed, after a refusal. The box is never ticked for anybody. */
  typed?: { number: string; name: string; country: string };
  errors?: readonly FormError[];
  told?: string;
  /** What to do about the number, instead of the sentence of the form. */
  hint?: string;
}

const STYLE = `
.row { display: flex; gap: 8px; align-items: flex-end; margin: 0 0 4px; }
.field { margin: 0 0 16px; } .field > label, .pair > label { display: block; padding: 0 0 4px; font-weight: 600; }
.pair:first-child { flex: 0 1 42%; min-width: 0; } .pair:last-child { flex: 1; min-width: 0; }
select, input[type=tel], input[type=text] { width: 100%; height: 44px; margin: 0; padding: 8px 12px; border: 1px solid var(--line); border-radius: 8px; background: var(--paper); color: var(--ink); font: inherit; }
select { padding-right: 4px; padding-left: 8px; }
select:focus-visible, summary:focus-visible { outline: 3px solid var(--main); outline-offset: 2px; }
[aria-invalid=true] { border-color: var(--danger); }
.bad { margin: 4px 0 0; color: var(--danger); font-size: 14px; }
.agree { margin: 0 0 16px; padding: 4px 12px; border: 1px solid var(--line); border-radius: 8px; }
details { margin: 16px 0 0; } summary { cursor: pointer; padding: 10px 0; } .notice { white-space: pre-line; }
.button { display: block; padding: 12px 16px; border-radius: 8px; background: var(--main); color: var(--paper); font-weight: 600; text-align: center; text-decoration: none; }
.message { padding: 12px 16px; border-radius: 8px; background: var(--ground); white-space: pre-line; overflow-wrap: anywhere; }
button + .soft, .button + .soft { margin-top: 8px; }
.picture { max-width: 240px; margin: 16px auto; padding: 8px; border-radius: 8px; background: #fff; } .picture svg { display: block; width: 100%; height: auto; }
`;

const error = (words: FormWords, name: FormError, errors: readonly FormError[]): string =>
  errors.includes(name) ? `<p class="bad" id="${name}-error">${text(words.wrong[name])}</p>` : '';

/** Marks a field as wrong and puts the cursor there: the first one only. */
const wrong = (name: FormError, errors: readonly FormError[]): string =>
  errors.includes(name)
    ? ` aria-invalid="true" aria-describedby="${name}-error"${errors[0] === name ? ' autofocus' : ''}`
    : '';

const countryOptions = (countries: readonly Country[], chosen: string): string =>
  countries
    .map(
      ([code, name, dial]) =>
        `<option value="${code}"${code === chosen ? ' selected' : ''}>${text(name)} +${dial}</option>`
    )
    .join('');

const numberFields = (
  words: FormWords,
  { countries, country, typed, errors = [] }: FormFacts
): string =>
  `<div class="field"><div class="row"><div class="pair"><label for="country">${text(words.country)}</label><select id="country" name="country" autocomplete="country">${countryOptions(countries, typed?.country ?? country)}</select></div>
<div class="pair"><label for="number">${text(words.number)}</label><input id="number" name="number" type="tel" inputmode="tel" autocomplete="tel" maxlength="120" required value="${text(typed?.number ?? '')}"${wrong('number', errors)}></div></div>${error(words, 'number', errors)}</div>
<div class="field"><label for="name">${text(words.name)}</label><input id="name" name="name" type="text" autocomplete="name" maxlength="120" value="${text(typed?.name ?? '')}"></div>`;

const noticeOf = ({ notice, noticeUrl }: OptInWords, words: FormWords): string =>
  `<details><summary>${text(words.notice)}</summary><p class="soft notice">${text(notice)}</p>${noticeUrl ? `<p><a href="${text(noticeUrl)}" rel="noopener noreferrer">${text(words.more)}</a></p>` : ''}</details>`;

const dataBoxes = (words: FormWords, { purposes }: FormFacts): string =>
  purposes.length === 0
    ? ''
    : `<fieldset class="agree"><legend>${text(words.data)}</legend>${purposes
        .map(
          ({ value, label }) =>
            `<label><input type="checkbox" name="purpose" value="${text(value)}"><span>${text(label)}</span></label>`
        )
        .join('')}</fieldset>`;

/** The hosted page of a form, without a script; the box is empty whatever was sent before (O-02, O-08). */
export const formPage = (facts: FormFacts): string => {
  const { language, words: own, other, errors = [], told, hint, version } = facts;
  const words = formWords[language];
  return htmlPage(facts, own.title, {
    style: STYLE,
    body: `<p class="soft">${text(facts.business)}</p><h1>${text(own.title)}</h1>${told ? `<p class="told bad" role="alert">${text(told)}</p>` : ''}
<form method="post" action="?lang=${language}" novalidate><input type="hidden" name="version" value="${version}">${numberFields(hint ? { ...words, wrong: { ...words.wrong, number: hint } } : words, facts)}
<div class="agree"><label><input type="checkbox" name="agree" value="on" required${wrong('agree', errors)}><span>${text(own.agree)}</span></label>${error(words, 'agree', errors)}</div>
${dataBoxes(words, facts)}<button>${text(words.press)}</button><p class="soft">${text(words.leave)}</p></form>
${noticeOf(own, words)}${other ? `<footer class="soft"><a href="?lang=${other}" lang="${other}">${text(words.other)}</a></footer>` : ''}`,
  });
};

export interface FinishFacts extends Frame {
  business: string;
  /** wa.me with the message in it. */
  link: string;
  message: string;
  /** SVG of the link, for who reads this on a computer. Made by us. */
  picture: string;
}

/** The one answer to a form that was filled in, no matter whose number it is. */
export const finishPage = (facts: FinishFacts): string => {
  const words = formWords[facts.language];
  return htmlPage(facts, words.finish, {
    style: STYLE,
    body: `<h1>${text(words.finish)}</h1><p role="status">${text(words.finishHint(facts.business))}</p><p class="message">${text(facts.message)}</p>
<a class="button" href="${text(facts.link)}" rel="noopener noreferrer">${text(words.send)}</a><p class="soft">${text(words.picture)}</p><div class="picture">${facts.picture}</div>`,
  });
};

/** One page for a form that does not exist and for one that is switched off. */
export const noFormPage = (where: Frame): string => {
  const words = formWords[where.language];
  return htmlPage(where, words.gone, {
    body: `<h1>${text(words.gone)}</h1><p>${text(words.goneHint)}</p>`,
  });
};
