import { isObject, type JsonObject } from '../kernel/json';
import type { Sim } from '../sim';
import { SCOPES } from '../world/accounts';
import { ControlError } from './control-error';

export type TokenPatch = {
  /** Another token from now on. */
  value?: string;
  /** Expires after this time; null = never. */
  expiresInMs?: number | null;
  /** Subcode of code 190: 458, 460, 464 or 467; 0 = not taken back. */
  revoked?: number;
  scopes?: readonly string[];
};

export type AccountPatch = {
  paymentMethod?: boolean;
  banned?: boolean;
  restrictions?: readonly string[];
  insights?: boolean;
};

export type BusinessControl = {
  token(patch: TokenPatch): void;
  /** The WhatsApp Business Account: payment method, ban, restrictions in force, insights. */
  account(patch: AccountPatch): JsonObject;
  /** What an `account_update` says comes into force. */
  enact(event: string, extras: JsonObject): void;
  /** Somebody pressed a URL button of a template: for the analytics. */
  click(wamid: string, label: string): void;
};

const REVOKED = [0, 458, 460, 464, 467];

const patchToken = (sim: Sim, patch: TokenPatch): void => {
  const { value, expiresInMs, revoked, scopes } = patch;
  if (value !== undefined && !/^\S{1,500}$/.test(value))
    throw new ControlError(400, 'value must be a token without spaces.');
  if (typeof expiresInMs === 'number' && !(expiresInMs >= 0))
    throw new ControlError(400, 'expiresInMs must be a number ≥ 0, or null for never.');
  if (revoked !== undefined && !REVOKED.includes(revoked))
    throw new ControlError(400, `revoked must be one of ${REVOKED.join(', ')}.`);
  if (scopes !== undefined && !scopes.every((s) => (SCOPES as readonly string[]).includes(s)))
    throw new ControlError(400, `scopes must be among ${SCOPES.join(', ')}.`);
  if (value !== undefined) sim.app.token = value;
  if (expiresInMs !== undefined)
    sim.app.tokenExpiresAt = expiresInMs === null ? 0 : sim.clock.now() + expiresInMs;
  if (revoked !== undefined) sim.app.tokenRevoked = revoked;
  if (scopes !== undefined) sim.app.scopes = [...scopes];
  sim.live.state();
};

const FLAGS = ['paymentMethod', 'banned', 'insights'] as const;

const patchAccount = (sim: Sim, patch: AccountPatch): JsonObject => {
  for (const flag of FLAGS)
    if (patch[flag] !== undefined && typeof patch[flag] !== 'boolean')
      throw new ControlError(400, `${flag} must be true or false.`);
  const { restrictions } = patch;
  if (restrictions && !restrictions.every((r) => /^RESTRICTED_[A-Z_]{1,80}$/.test(String(r))))
    throw new ControlError(400, 'restrictions must be words such as RESTRICTED_UTILITY_TEMPLATES.');
  const known = [...FLAGS, 'restrictions'] as const;
  for (const waba of sim.wabas.values())
    for (const key of known)
      if (patch[key] !== undefined) Object.assign(waba, { [key]: patch[key] });
  sim.live.state();
  return { ...sim.wabas.values().next().value };
};

const enact = (sim: Sim, event: string, extras: JsonObject): void => {
  if (event === 'ACCOUNT_RESTRICTION') {
    const list = Array.isArray(extras['restriction_info']) ? extras['restriction_info'] : [];
    const types = list.filter(isObject).map((item) => String(item['restriction_type']));
    patchAccount(sim, { restrictions: types });
  }
  const ban = extras['ban_info'];
  if (event !== 'DISABLED_UPDATE' || !isObject(ban)) return;
  if (ban['waba_ban_state'] === 'DISABLE') patchAccount(sim, { banned: true });
  if (ban['waba_ban_state'] === 'REINSTATE') patchAccount(sim, { banned: false, restrictions: [] });
};

export const createBusinessControl = (sim: Sim): BusinessControl => ({
  token: (patch) => patchToken(sim, patch),
  account: (patch) => patchAccount(sim, patch),
  enact: (event, extras) => enact(sim, event, extras),
  click: (wamid, label) => {
    if (!sim.ledger.get(wamid)) throw new ControlError(404, 'No such message in the ledger.');
    sim.clicks.push({ wamid, at: sim.clock.now(), kind: 'url_button', label });
  },
});
