import { Flex, Typography } from '@strapi/design-system';
import { Choices } from '../../../shared/Choices';
import { Notice } from '../../../shared/Notice';
import { useCan } from '../../../shared/permissions';
import { useT } from '../../../shared/useT';
import { againQuestions, type AgainRule, type ImportView } from '../model';
import type { Wizard } from '../useWizard';

const WAYS = ['keep', 'change'] as const;

type Props = {
  readonly rule: AgainRule;
  /** How many people, or groups, it is about. */
  readonly n: number;
  readonly names: readonly string[];
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
};

/** One question about people who are known, with the answer that harms nobody chosen. */
const Question = ({ rule, n, names, isOn, onChange }: Props) => {
  const t = useT();
  const title = t(`imports.again.${rule}`, { n, names: names.join(', ') });
  return (
    <Notice variant="default" title={title} testId={`import-again-${rule}`}>
      <Flex direction="column" alignItems="flex-start" gap={3}>
        <Typography>{t(`imports.again.${rule}.hint`)}</Typography>
        <Choices
          label={title}
          isLabelHidden
          value={isOn ? 'change' : 'keep'}
          options={WAYS.map((way) => [way, t(`imports.again.${rule}.${way}`)] as const)}
          onChange={(way) => onChange(way === 'change')}
        />
      </Flex>
    </Notice>
  );
};

/** What a list that comes again may change of people who are known: asked where it would, with how many. */
export const AgainChoices = ({
  wizard,
  operation,
}: {
  readonly wizard: Wizard;
  readonly operation: NonNullable<ImportView['check']>;
}) => {
  const t = useT();
  const { can } = useCan();
  const { view, answers } = wizard;
  const staysOut = operation.counters.staysOut ?? 0;
  const questions = againQuestions(view, operation.counters).filter(
    ({ rule }) => rule !== 'makesGroups' || can.groupChange
  );
  const isLeftOut = view.newGroups.length > 0 && !can.groupChange;
  return (
    <>
      {questions.map(({ rule, n }) => (
        <Question
          key={rule}
          rule={rule}
          n={n}
          names={rule === 'makesGroups' ? view.newGroups : []}
          isOn={answers.again[rule] ?? false}
          onChange={(isOn) => answers.chooseAgain(rule, isOn)}
        />
      ))}
      {isLeftOut ? (
        <Notice
          variant="default"
          title={t('imports.again.groupsLeftOut', { names: view.newGroups.join(', ') })}
        />
      ) : null}
      {staysOut > 0 ? (
        <Notice variant="default" title={t('imports.again.staysOut', { n: staysOut })} />
      ) : null}
    </>
  );
};
