import type { Sim } from '../sim';
import type { TemplateRecord, TemplateStatus } from '../world/templates';
import {
  templateCategoryChange,
  templateCategoryNotice,
  templateComponentsChange,
  templateQualityChange,
  templateStatusChange,
} from '../webhooks/template-payload';
import { emitChange } from './emit';
import { reviewed } from './review-rules';

const HOUR_MS = 3600_000;

export type StatusStep = {
  status: TemplateStatus;
  reason?: string;
  /** Of `other_info`, when it is not the next pause in line. */
  title?: string;
  info?: { reason: string; recommendation: string };
};

/** Sets a template's status and tells it by webhook. */
export const setTemplateStatus = (sim: Sim, template: TemplateRecord, next: StatusStep): void => {
  template.status = next.status;
  template.inReview = null;
  if (next.status === 'PAUSED' && !next.title) template.pauses += 1;
  template.rejectedReason = next.status === 'REJECTED' ? (next.reason ?? 'INVALID_FORMAT') : null;
  emitChange(
    sim,
    templateStatusChange(template, sim.clock.now(), {
      ...(next.title ? { title: next.title } : {}),
      ...(next.info ? { info: next.info } : {}),
    })
  );
  sim.live.state();
};

/** First and second pause in hours; the third time the template is disabled. */
const PAUSE_HOURS = [3, 6];

const wake = (sim: Sim, template: TemplateRecord, pause: number): void => {
  const same = sim.templates.get(template.id) === template && template.pauses === pause;
  if (!same || template.status !== 'PAUSED') return;
  sim.feedback.forget(`t${template.id}`);
  template.quality = 'UNKNOWN';
  setTemplateStatus(sim, template, { status: 'APPROVED', title: 'UNPAUSE' });
};

const pauseForQuality = (sim: Sim, template: TemplateRecord): void => {
  const hours = PAUSE_HOURS[template.pauses];
  if (hours === undefined) {
    setTemplateStatus(sim, template, { status: 'DISABLED' });
    return;
  }
  setTemplateStatus(sim, template, { status: 'PAUSED' });
  const pause = template.pauses;
  sim.background.at(sim.clock.now() + hours * HOUR_MS, () => wake(sim, template, pause));
};

/** Sets a template's quality and tells it; red pauses an approved template for 3 h, then 6 h, then disables it. */
export const setTemplateQuality = (
  sim: Sim,
  template: TemplateRecord,
  quality: TemplateRecord['quality']
): void => {
  const previous = template.quality;
  if (previous === quality) return;
  template.quality = quality;
  template.qualityAt = sim.clock.now();
  emitChange(sim, templateQualityChange(template, sim.clock.now(), previous));
  if (quality === 'RED' && template.status === 'APPROVED') pauseForQuality(sim, template);
};

export const setTemplateCategory = (sim: Sim, template: TemplateRecord, category: string): void => {
  const previous = template.category;
  template.previousCategory = previous;
  template.correctCategory = null;
  template.category = category;
  emitChange(sim, templateCategoryChange(template, sim.clock.now(), previous));
};

/** A maximum price, or none, on an approved template; like an edit, a webhook tells it. */
export const setTemplatePrice = (
  sim: Sim,
  template: TemplateRecord,
  { bidAmount, isSent }: { bidAmount: number | null; isSent: boolean }
): void => {
  template.bidAmount = bidAmount;
  if (isSent) emitChange(sim, templateComponentsChange(template, sim.clock.now()));
  sim.live.state();
};

const scheduleCategory = (sim: Sim, template: TemplateRecord, category: string): void =>
  sim.background.at(template.correctAt, () => {
    if (sim.templates.get(template.id) === template && template.correctCategory === category)
      setTemplateCategory(sim, template, category);
  });

/** Announces that a template will change its category in `inMs` (24 hours' notice), and changes it then. */
export const announceCategory = (
  sim: Sim,
  template: TemplateRecord,
  change: { category: string; inMs: number }
): void => {
  template.correctCategory = change.category;
  template.correctAt = sim.clock.now() + change.inMs;
  emitChange(
    sim,
    templateCategoryNotice(template, sim.clock.now(), {
      correct: change.category,
      at: template.correctAt,
    })
  );
  scheduleCategory(sim, template, change.category);
};

const decide = (sim: Sim, template: TemplateRecord): void => {
  const { review } = sim.config.templates;
  if (review !== 'rules') {
    setTemplateStatus(sim, template, { status: review === 'approve' ? 'APPROVED' : 'REJECTED' });
    return;
  }
  const verdict = reviewed(template, sim.templates.ofWaba(template.wabaId));
  if (verdict.status === 'REJECTED') {
    setTemplateStatus(sim, template, verdict);
    return;
  }
  if (verdict.category !== template.category) setTemplateCategory(sim, template, verdict.category);
  setTemplateStatus(sim, template, { status: 'APPROVED' });
};

const sendable = ({ status }: TemplateRecord): boolean => status === 'APPROVED';

/** Decides a pending template after the configured time; `manual` waits for the control API. */
export const scheduleReview = (sim: Sim, template: TemplateRecord, edited = false): void => {
  const { review, reviewMs } = sim.config.templates;
  if (review === 'manual') return;
  template.inReview = edited ? 'edited' : 'new';
  sim.scheduler.in(reviewMs, () => {
    if (template.status !== 'PENDING' || sim.templates.get(template.id) !== template) return;
    decide(sim, template);
    if (edited && sendable(template))
      emitChange(sim, templateComponentsChange(template, sim.clock.now()));
  });
};

/** The pause for bad quality began when the quality changed; others are ended by hand. */
const resumePause = (sim: Sim, template: TemplateRecord): void => {
  const hours = PAUSE_HOURS[template.pauses - 1];
  if (template.status !== 'PAUSED' || template.quality !== 'RED' || hours === undefined) return;
  const { pauses, qualityAt } = template;
  sim.background.at(qualityAt + hours * HOUR_MS, () => wake(sim, template, pauses));
};

/** After a restart: a decision, the end of a pause, another category and a deletion come again. */
export const resumeTemplate = (sim: Sim, template: TemplateRecord): void => {
  if (template.status === 'PENDING' && template.inReview)
    scheduleReview(sim, template, template.inReview === 'edited');
  resumePause(sim, template);
  if (template.correctCategory) scheduleCategory(sim, template, template.correctCategory);
  if (template.status !== 'PENDING_DELETION') return;
  const until = sim.templates.lockedUntil(template.wabaId, template.name);
  sim.background.at(until, () => {
    if (sim.templates.get(template.id) === template) sim.templates.remove(template);
  });
};
