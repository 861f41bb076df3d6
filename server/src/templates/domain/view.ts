import type { TemplateView } from '../../contracts/templates';
import type { TemplateShape } from '../../cloud-api/template-shape';
import type { TemplateRow } from '../tables';
import { isSendable } from './sendable';

/** A template as the admin sees it. */
export const templateView = (row: TemplateRow, shape: TemplateShape): TemplateView => {
  const bindings = row.bindings ?? {};
  const bound = new Set(Object.keys(bindings));
  return {
    id: row.id,
    wabaId: row.wabaId,
    name: row.name,
    language: row.language,
    category: row.category,
    status: row.status,
    statusText: row.statusText,
    quality: row.quality,
    rejectedReason: row.rejectedReason,
    parameterFormat: row.parameterFormat,
    header: shape.header,
    body: shape.body,
    footer: shape.footer,
    buttons: shape.buttons.map(({ type, text, url, phoneNumber }) => ({
      type,
      text,
      ...(url === null ? {} : { url }),
      ...(phoneNumber === null ? {} : { phoneNumber }),
    })),
    slots: shape.slots,
    bindings,
    missing: shape.slots.map((slot) => slot.key).filter((key) => !bound.has(key)),
    sendable: isSendable(row, shape.unsupported),
    syncedAt: row.syncedAt,
  };
};
