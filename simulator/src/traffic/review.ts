import type { Sim } from '../sim';
import type { TemplateRecord, TemplateStatus } from '../world/templates';
import {
  templateCategoryChange,
  templateQualityChange,
  templateStatusChange,
} from '../webhooks/template-payload';
import { emitChange, emitStatus } from './emit';
import { startLadder } from './ladder';

/** Sets a template's status and tells it by webhook. Leaving a pause or being paused also decides about held messages. */
export const setTemplateStatus = (
  sim: Sim,
  template: TemplateRecord,
  next: { status: TemplateStatus; reason?: string }
): void => {
  template.status = next.status;
  if (next.status === 'PAUSED') template.pauses += 1;
  template.rejectedReason = next.status === 'REJECTED' ? (next.reason ?? 'INVALID_FORMAT') : null;
  emitChange(sim, templateStatusChange(template, sim.clock.now()));
};

export const setTemplateQuality = (
  sim: Sim,
  template: TemplateRecord,
  quality: TemplateRecord['quality']
): void => {
  const previous = template.quality;
  template.quality = quality;
  emitChange(sim, templateQualityChange(template, sim.clock.now(), previous));
};

export const setTemplateCategory = (sim: Sim, template: TemplateRecord, category: string): void => {
  const previous = template.category;
  template.previousCategory = previous;
  template.category = category;
  emitChange(sim, templateCategoryChange(template, sim.clock.now(), previous));
};

/** Decides a pending template after the configured time; `manual` waits for the control API. */
export const scheduleReview = (sim: Sim, template: TemplateRecord): void => {
  const { review, reviewMs } = sim.config.templates;
  if (review === 'manual') return;
  sim.scheduler.in(reviewMs, () => {
    if (template.status !== 'PENDING' || sim.templates.get(template.id) !== template) return;
    setTemplateStatus(sim, template, { status: review === 'approve' ? 'APPROVED' : 'REJECTED' });
  });
};

/** Ends the quality hold of a template's messages: they go out, or fail with 132015. Returns how many. */
export const settleHeld = (sim: Sim, templateName: string, outcome: 'release' | 'drop'): number => {
  let settled = 0;
  for (const entry of sim.ledger.all()) {
    if (!entry.held || entry.template !== templateName) continue;
    entry.held = false;
    settled += 1;
    if (outcome === 'release') startLadder(sim, entry, null);
    else emitStatus(sim, entry, { status: 'failed', code: 132015 });
  }
  return settled;
};
