import type { AutomationTrigger, HeldValues } from '../../contracts/automations';
import { numberOf, sameValue } from './values';

/**
 * Would an entry that is there already set the trigger off, if it came now as it is? Of dates and silence their moments say so,
 * and of what is gone there is none.
 */
export const fitsNow = (trigger: AutomationTrigger, values: HeldValues): boolean => {
  switch (trigger.kind) {
    case 'created':
    case 'published':
      return true;
    case 'updated': {
      const value = values[trigger.field];
      if (value === undefined) return false;
      return trigger.to === null || trigger.to.some((one) => sameValue(one, value));
    }
    case 'threshold': {
      const value = numberOf(values[trigger.field]);
      if (value === null || trigger.by.kind === 'percent') return false;
      return trigger.way === 'up' ? value >= trigger.by.value : value <= trigger.by.value;
    }
    default:
      return false;
  }
};

/** Does it look for moments that lie ahead as soon as it is switched on? */
export const looksAhead = ({ kind }: AutomationTrigger): boolean =>
  kind === 'date' || kind === 'clock';

/** May it be asked to start for what is there? Who is in a segment may have entered just now; nobody there has left it. */
export const mayStartNow = (trigger: AutomationTrigger): boolean => {
  switch (trigger.kind) {
    case 'created':
    case 'published':
    case 'updated':
    case 'threshold':
      return true;
    case 'segment':
      return trigger.way === 'enters';
    default:
      return false;
  }
};
