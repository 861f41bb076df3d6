import type { Sim } from '../sim';
import type { BusinessNumber } from '../world/accounts';
import { allCodes, deepLinkOf, findCode } from '../world/qr-codes';
import { ControlError } from './control-error';

/** What a link opens on a phone: the chat with a number, and what stands in the composer. */
export type OpenedLink = { phoneNumberId: string; text: string };

const HOSTS = ['wa.me', 'www.wa.me', 'api.whatsapp.com', 'web.whatsapp.com'];

const byPhone = (sim: Sim, phone: string): BusinessNumber => {
  const digits = phone.replace(/\D/g, '');
  const number = [...sim.numbers.values()].find((candidate) => candidate.phone === digits);
  if (!number)
    throw new ControlError(404, `No business number +${digits.slice(0, 20)} in this simulator.`);
  return number;
};

const byCode = (sim: Sim, code: string): OpenedLink => {
  const found = findCode(sim.books, code);
  if (!found)
    throw new ControlError(404, `No QR code ${code.slice(0, 20)} in this simulator, or no longer.`);
  return { phoneNumberId: found.phoneNumberId, text: found.qr.message };
};

/** `https://wa.me/<digits>?text=…` and its longer forms, and `https://wa.me/message/<code>`. */
export const openLink = (sim: Sim, link: string): OpenedLink => {
  const address = link.trim();
  const full = /^[a-z]+:/i.test(address) ? address : `https://${address}`;
  if (!URL.canParse(full)) throw new ControlError(400, 'link is no address.');
  const url = new URL(full);
  const phone = url.searchParams.get('phone') ?? /^\/\+?(\d+)\/?$/.exec(url.pathname)?.[1] ?? '';
  const known = HOSTS.includes(url.hostname) || url.protocol === 'whatsapp:';
  const code = /^\/message\/(\w+)\/?$/.exec(url.pathname)?.[1];
  if (known && code) return byCode(sim, code);
  if (!known || phone === '')
    throw new ControlError(
      400,
      'link must look like https://wa.me/<number>?text=<words> or https://wa.me/message/<code>.'
    );
  return { phoneNumberId: byPhone(sim, phone).id, text: url.searchParams.get('text') ?? '' };
};

/** A code that the business made, and its picture at this simulator. */
export type CodeView = {
  code: string;
  phoneNumberId: string;
  text: string;
  link: string;
  picture: string;
};

export const listCodes = (sim: Sim): CodeView[] =>
  allCodes(sim.books).map(({ phoneNumberId, qr }) => ({
    code: qr.code,
    phoneNumberId,
    text: qr.message,
    link: deepLinkOf(qr.code),
    picture: `/_qr/${qr.code}.svg`,
  }));
