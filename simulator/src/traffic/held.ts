import type { Sim } from '../sim';
import type { LedgerEntry } from '../world/ledger';
import type { TemplateRecord } from '../world/templates';
import { emitStatus } from './emit';
import { startLadder } from './ladder';
import { templateKey } from './quality';
import { setTemplateStatus } from './review';

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

/** Blocks among the first messages of a new template that make Meta drop the rest. */
const BAD_SHARE = 0.1;

const assess = (sim: Sim, template: TemplateRecord): void => {
  if (sim.templates.get(template.id) !== template) return;
  const { delivered, blocked } = sim.feedback.tally(templateKey(template), sim.clock.now());
  const bad = delivered > 0 && blocked / delivered >= BAD_SHARE;
  template.paced = bad ? 'stopped' : 'passed';
  // Paused by pacing: only POST /{TEMPLATE_ID}/unpause wakes it.
  if (bad && template.status === 'APPROVED')
    setTemplateStatus(sim, template, { status: 'PAUSED', title: 'RATE_LIMITING_PAUSE' });
  settleHeld(sim, template.name, bad ? 'drop' : 'release');
};

const scheduleAssessment = (sim: Sim, template: TemplateRecord, at: number): void =>
  sim.scheduler.at(at + sim.config.pacing.assessMs, () => assess(sim, template));

/** After a restart: the first message that was held says when the assessment began. */
export const resumeAssessment = (sim: Sim, template: TemplateRecord): void => {
  if (template.paced !== 'assessing') return;
  for (const entry of sim.ledger.all())
    if (entry.held && entry.template === template.name) {
      scheduleAssessment(sim, template, entry.acceptedAt);
      return;
    }
};

/**
 * Template pacing: of a new marketing template the first messages go, the rest wait until those were
 * taken well or badly. True = this message waits.
 */
export const pacedNow = (sim: Sim, template: TemplateRecord, entry: LedgerEntry): boolean => {
  const { sample } = sim.config.pacing;
  if (sample === 0 || template.category !== 'MARKETING' || template.quality !== 'UNKNOWN')
    return false;
  if (template.paced === 'passed') return false;
  template.sent += 1;
  if (template.sent <= sample) return false;
  if (template.paced === 'new') {
    template.paced = 'assessing';
    scheduleAssessment(sim, template, entry.acceptedAt);
  }
  return true;
};
