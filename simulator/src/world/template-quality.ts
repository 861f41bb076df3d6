import type { TemplateRecord } from './templates';

export const isTemplateQuality = (value: string): value is TemplateRecord['quality'] =>
  ['GREEN', 'YELLOW', 'RED', 'UNKNOWN'].includes(value);
