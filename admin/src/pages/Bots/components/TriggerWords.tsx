import { Fragment } from 'react';
import { hasConditions } from '../../../../../server/src/contracts/bots';
import type { FlowConditions } from '../../../../../server/src/contracts/flow-conditions';
import { useT } from '../../../shared/useT';
import { useTreeWords } from '../../Segments/useTreeWords';
import { triggerWords, type Trigger } from '../model';

/** Values that a run keeps: before it begins there are none. The same list each time, as fields are made of it. */
export const NO_VALUES: readonly string[] = [];

const OF_BOT = { saved: NO_VALUES };

/** "Only if Tags: VIP" */
export const OnlyIfWords = ({ when }: { when: FlowConditions }) => {
  const t = useT();
  const conditions = useTreeWords(when, OF_BOT);
  return <>{t('bots.only-if.says', { conditions })}</>;
};

const Conditional = ({ trigger, when }: { trigger: Trigger; when: FlowConditions }) => {
  const t = useT();
  const conditions = useTreeWords(when, OF_BOT);
  return <>{t('bots.says.only-if', { trigger: triggerWords(trigger, t), conditions })}</>;
};

const One = ({ trigger }: { trigger: Trigger }) => {
  const t = useT();
  if (trigger.when && hasConditions(trigger))
    return <Conditional trigger={trigger} when={trigger.when} />;
  return <>{triggerWords(trigger, t)}</>;
};

/** All triggers of a bot in words, each with its conditions: `says "price" (only if Tags: VIP) or comes from an ad`. */
export const WhenWords = ({ triggers }: { triggers: readonly Trigger[] }) => {
  const t = useT();
  if (triggers.length === 0) return <>{t('bots.says.never')}</>;
  return (
    <>
      {triggers.map((trigger, i) => (
        <Fragment key={i}>
          {i > 0 ? t('bots.or') : null}
          <One trigger={trigger} />
        </Fragment>
      ))}
    </>
  );
};
