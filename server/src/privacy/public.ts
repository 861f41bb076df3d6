import type { Core } from '@strapi/strapi';
import type { PersonSummary } from '../contracts/privacy';
import type { OperationKind } from '../operations/public';
import type { Retention } from './retention';

export { noteErasures } from './erasures';
export { forgetTyped } from './typed';

export interface PrivacyService {
  /** How much is known of a person. Throws `not-found`. */
  summary(contactId: number): Promise<PersonSummary>;
  retention: Retention;
  /** Starts looking for what is left of erased people, when there is something to do; by a timer. */
  sweep(): Promise<number | null>;
  /** For `operationsService.register`. */
  operationKinds: OperationKind[];
}

export const privacyService = (strapi: Core.Strapi): PrivacyService =>
  strapi.plugin('whatsapp').service('privacy') as PrivacyService;
