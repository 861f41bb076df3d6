import { Button, Flex, Typography } from '@strapi/design-system';
import { nodeOf } from '../../../../../../server/src/contracts/flow-parts';
import type { Rehearsal } from '../../../../../../server/src/contracts/flow-rehearsal';
import type { CostResult } from '../../../../../../server/src/contracts/prices';
import { Notice } from '../../../../shared/Notice';
import { CostSummary } from '../../../../shared/prices/CostSummary';
import { useMoney } from '../../../../shared/prices/useMoney';
import { useReason } from '../../../../shared/useReason';
import { useT } from '../../../../shared/useT';
import { textOf } from '../model/graph';
import { Jump } from '../Outline';
import type { OutlineHands } from '../useOutline';
import type { RehearsalHands, Rehearsed } from './useRehearsal';

type End = Rehearsal['ends'][number];

/** Ends that are shown; most flows have fewer. */
const ENDS_SHOWN = 12;

/** "34 handed over at 7. Hand over", each with a way to its step. */
const Ends = ({ ends, hands }: { ends: readonly End[]; hands: OutlineHands }) => {
  const t = useT();
  const reasonOf = useReason();
  const wordsOf = ({ state, reason, node: key, count }: End): string => {
    const node = nodeOf(hands.graph, key);
    const number = hands.outline.numberOf.get(key ?? '') ?? 0;
    const step = node ? hands.words.step(node.step, number) : '…';
    const kind = reason === 'handed-over' ? reason : state;
    return t(`flows.rehearse.end.${kind}`, { count, step, reason: reasonOf(reason) });
  };
  return (
    <Flex tag="ul" direction="column" alignItems="flex-start" gap={1} padding={0} margin={0}>
      {ends.slice(0, ENDS_SHOWN).map((end) => {
        const { state, reason, node } = end;
        return (
          <li key={[state, reason, node].join('|')} data-testid="rehearsal-end">
            {nodeOf(hands.graph, node) ? (
              <Jump type="button" onClick={() => hands.focus(node ?? '')}>
                <span dir="auto">{wordsOf(end)}</span>
              </Jump>
            ) : (
              <span dir="auto">{wordsOf(end)}</span>
            )}
          </li>
        );
      })}
    </Flex>
  );
};

/** What it would cost together and for each contact; nothing where no prices hold. */
const Cost = ({ cost, people }: { cost: CostResult; people: number }) => {
  const t = useT();
  const money = useMoney();
  if (!cost.hasPrices || people === 0) return null;
  const each = cost.totals.map(({ currency, micros }) => ({
    currency,
    micros: Math.round(micros / people),
  }));
  return (
    <Flex direction="column" alignItems="stretch" gap={1}>
      <CostSummary cost={cost} label={t('flows.rehearse.cost')} />
      <Typography variant="pi">
        {each.length > 0 ? `${t('flows.rehearse.each', { sum: money.sums(each) })} ` : null}
        {t('flows.rehearse.free')}
      </Typography>
    </Flex>
  );
};

const useTitle = ({ form: { segment }, sum }: Rehearsed): string => {
  const t = useT();
  const count = sum.people;
  return segment
    ? t('flows.rehearse.done-of', { count, who: segment.name })
    : t('flows.rehearse.done', { count });
};

interface Props {
  readonly done: Rehearsed;
  readonly hands: OutlineHands;
  readonly onClear: RehearsalHands['clear'];
}

/** What a rehearsal came to, as long as its figures show at the steps. */
export const RehearsalNotice = ({ done, hands, onClear }: Props) => {
  const t = useT();
  const { form, sum } = done;
  const { messages, people, unsure } = sum;
  const each = people === 0 ? 0 : messages / people;
  return (
    <Notice
      variant="default"
      title={useTitle(done)}
      titleAs="h3"
      testId="rehearsal"
      action={
        <Button size="S" variant="tertiary" onClick={onClear} data-testid="rehearsal-clear">
          {t('flows.rehearse.remove')}
        </Button>
      }
    >
      <Flex direction="column" alignItems="stretch" gap={2}>
        <Typography role="status">
          {t('flows.rehearse.facts', { messages, each, seed: String(form.seed) })}
        </Typography>
        <Cost cost={sum.cost} people={people} />
        <Ends ends={sum.ends} hands={hands} />
        {unsure > 0 ? (
          <Typography variant="pi">{t('flows.rehearse.unsure', { count: unsure })}</Typography>
        ) : null}
        {textOf(done.graph) === textOf(hands.graph) ? null : (
          <Typography variant="pi">{t('flows.rehearse.changed')}</Typography>
        )}
      </Flex>
    </Notice>
  );
};
