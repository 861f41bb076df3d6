import type { TemplateView } from '../../contracts/templates';
import type { TemplateShape } from '../../cloud-api/template-shape';
import type { TemplateRow } from '../tables';
import { editsLeft } from './edits';
import { reviewOf } from './clocks';
import { carriesCode } from './code';
import { unmarkedButtonsOf } from './opt-out-texts';
import { missingSlots, sendableByPeople } from './sendable';

/** A template as the admin sees it. */
export const templateView = (row: TemplateRow, shape: TemplateShape, now: number): TemplateView => {
  const bindings = row.bindings ?? {};
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
    unmarkedWayOuts: unmarkedButtonsOf(row, shape),
    slots: shape.slots,
    bindings,
    topic: row.topic,
    // Each call of the API brings the code: nothing of it is set here.
    missing: carriesCode(row, shape) ? [] : missingSlots(shape.slots, bindings),
    sendable: sendableByPeople(row, shape),
    syncedAt: row.syncedAt,
    pendingSince: row.status === 'PENDING' || row.status === 'IN_APPEAL' ? row.pendingSince : null,
    statedCategory: row.statedCategory,
    previousCategory: row.previousCategory,
    draftSavedAt: row.draftSavedAt,
    submittedAt: row.submittedAt,
    editsLeft: row.status === 'APPROVED' ? editsLeft(row.edits, now) : null,
    deletedAt: row.deletedAt,
    origin: row.origin === null ? null : { place: row.origin, by: row.madeBy },
    clocks: {
      createdAt: row.metaCreatedAt,
      approvedAt: row.approvedAt,
      categoryChangedAt: row.categoryChangedAt,
    },
    coming:
      row.comingCategory === null || row.comingCategory === row.category
        ? null
        : { category: row.comingCategory, at: row.comingAt },
    review: reviewOf(row),
    notice: row.noticeKind,
  };
};
