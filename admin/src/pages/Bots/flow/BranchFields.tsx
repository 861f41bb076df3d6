import { Box, Flex, IconButton, Typography } from '@strapi/design-system';
import { ArrowUp } from '@strapi/icons';
import { useT } from '../../../shared/useT';
import { Builder } from '../../Segments/components/Builder';
import { useBuilder } from '../../Segments/components/useBuilder';
import { emptyBranches, problemsOf } from '../../Segments/model-check';
import type { OfAutomation } from '../../Segments/model-entry';
import { useSegmentFields } from '../../Segments/useSegmentFields';
import { moved } from '../model';
import { CASES_MOST, newCase, type EditBranch } from './model/form';
import { Add, Removable, Words, type Props } from './StepInputs';

type Case = EditBranch['cases'][number];

/** Conditions as in a segment, with what only a flow, or an automation, can ask. */
export const Conditions = ({
  one,
  saved,
  automation = null,
  isTried,
  onChange,
}: {
  one: Pick<Case, 'root'>;
  saved: readonly string[] | null;
  automation?: OfAutomation | null;
  isTried: boolean;
  onChange: (root: Case['root']) => void;
}) => {
  const fields = useSegmentFields(one.root, saved, automation);
  const lines = useBuilder({
    draft: one,
    change: ({ root }) => onChange(root),
    fields,
    problems: problemsOf(one.root, fields.existing),
    empty: emptyBranches(one.root),
    isTried,
    refused: null,
  });
  return <Builder lines={lines} />;
};

/** The first case whose conditions hold decides where the flow goes on. */
export const BranchFields = ({ step, onChange, errorOf, saved, isTried }: Props<'branch'>) => {
  const t = useT();
  const { cases } = step;
  const put = (next: readonly Case[]) => onChange({ ...step, cases: next });
  return (
    <>
      <Typography textColor="neutral600">{t('flows.case.hint')}</Typography>
      {cases.map((one, i) => {
        const change = (part: Partial<Case>) =>
          put(cases.map((old, at) => (at === i ? { ...old, ...part } : old)));
        const error = errorOf(`cases.${i}.when`) || errorOf('cases');
        const label = t('flows.exit.case', { number: i + 1 });
        return (
          <Box
            key={one.id}
            role="group"
            aria-label={label}
            borderColor={error ? 'danger600' : 'neutral200'}
            hasRadius
            padding={3}
          >
            <Removable
              label={t('flows.case.remove', { number: i + 1 })}
              isOnly={cases.length === 1}
              onRemove={() => put(cases.filter((_old, at) => at !== i))}
            >
              <Flex gap={2} alignItems="flex-end">
                <Box flex="1">
                  <Words
                    name={`case-${i}`}
                    label={t('flows.case.name', { number: i + 1 })}
                    value={one.name}
                    most={60}
                    onChange={(name) => change({ name })}
                  />
                </Box>
                {i > 0 ? (
                  <IconButton
                    variant="ghost"
                    label={t('flows.case.up', { number: i + 1 })}
                    onClick={() => put(moved(cases, i, i - 1))}
                  >
                    <ArrowUp />
                  </IconButton>
                ) : null}
              </Flex>
              <Conditions
                one={one}
                saved={saved}
                isTried={isTried}
                onChange={(root) => change({ root })}
              />
              {error ? (
                <Typography variant="pi" textColor="danger600" role="alert">
                  {error}
                </Typography>
              ) : null}
            </Removable>
          </Box>
        );
      })}
      <Add
        word="flows.case.add"
        isFull={cases.length >= CASES_MOST}
        onAdd={() => put([...cases, newCase()])}
      />
    </>
  );
};
