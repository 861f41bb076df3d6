/** Counts words that docs/voice.md rules out; fails when a count is not the one in `scripts/lists/words.mjs`. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CODE, ENGLISH, FOLDERS, PAGES, TURKISH } from './lists/words.mjs';
import { complaints, countWords } from './lib/words.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const EXCEPT = ['docs/voice.md', 'scripts/lists/words.mjs'];
const TEXT = /\.([cm]?[jt]sx?|json|md|html|css|ya?ml)$/;

const filesOf = (folder) =>
  readdirSync(path.join(root, folder), { recursive: true })
    .map((file) => `${folder}/${String(file).replaceAll(path.sep, '/')}`)
    .filter((file) => TEXT.test(file) && !/\/(node_modules|dist|build|\.cache)\//.test(file));

const read = (files) =>
  files
    .filter((file) => !EXCEPT.includes(file))
    .map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') }));

/** The sentences of a language without their keys. */
const sentences = (language) =>
  read(filesOf(`admin/src/translations/${language}`).filter((file) => file.endsWith('.json'))).map(
    ({ file, text }) => ({ file, text: Object.values(JSON.parse(text)).join('\n') })
  );

const code = read([...PAGES, ...FOLDERS.flatMap(filesOf)]);

const parts = [
  ['the English sentences', ENGLISH, sentences('en'), {}],
  ['the Turkish sentences', TURKISH, sentences('tr'), { locale: 'tr', open: true }],
  ['code, comments and guides', CODE, code, {}],
];
const wrong = parts.flatMap(([where, allowed, texts, options]) =>
  complaints(allowed, countWords(Object.keys(allowed), texts, options)).map(
    (line) => `In ${where}: ${line}`
  )
);
for (const line of wrong) console.error(line);
if (wrong.length > 0) {
  console.error('The counts in scripts/lists/words.mjs may only shrink.');
  process.exit(1);
}
console.log('No unwanted word more than allowed, none less.');
