import type { JsonObject } from '../kernel/json';
import type { BusinessNumber } from '../world/accounts';
import type { Person } from '../world/people';
import type { TemplateRecord } from '../world/templates';

/** Who plays in a sample webhook. */
export type Cast = {
  number: BusinessNumber;
  person: Person;
  template: TemplateRecord;
  wamid: string;
  now: number;
};

/** The value of a webhook that nothing in the simulator causes by itself. */
export type Sample = (cast: Cast) => JsonObject;
