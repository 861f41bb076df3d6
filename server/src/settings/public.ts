import type { Core } from '@strapi/strapi';
import type { Settings } from './schema';

export type { Settings } from './schema';

export interface SettingsService {
  /** All settings with defaults filled in. Cached; another instance's change is seen within 5 s. */
  get(): Promise<Settings>;
  /** What was read last, however old, for those who may not wait; null: nothing yet. */
  last(): Settings | null;
  /** Saves the named settings, which the caller has checked by the schema of its request, and answers all. */
  set(change: Partial<Settings>): Promise<Settings>;
}

export const settingsService = (strapi: Core.Strapi): SettingsService =>
  strapi.plugin('whatsapp').service('settings') as SettingsService;
