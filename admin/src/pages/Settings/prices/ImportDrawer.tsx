import { Button, Flex, Typography } from '@strapi/design-system';
import type { RateCardPreview, RateCardProblem } from '../../../../../server/src/contracts/prices';
import { CsvField } from '../../../shared/CsvField';
import { Drawer, DrawerFoot } from '../../../shared/Drawer';
import { Notice } from '../../../shared/Notice';
import { useT } from '../../../shared/useT';
import { CurrencyField, DayField } from './DayFields';
import { RatesTable } from './RatesTable';
import { useRateCard } from './useRateCard';
import { WhereFrom } from './WhereFrom';

/** "Row 12, Marketing: 'abc' is no price." */
const Problem = ({ problem }: { problem: RateCardProblem }) => {
  const t = useT();
  const { row, column, value, kind } = problem;
  const where =
    row === null
      ? null
      : column === null
        ? t('prices.import.row', { row })
        : t('prices.import.cell', { row, column });
  const what = t(`prices.import.problem.${kind}`, { value: value ?? '' });
  return (
    <Typography tag="li" data-testid="rate-card-problem">
      {where === null ? what : `${where}: ${what}`}
    </Typography>
  );
};

const Found = ({ preview }: { preview: RateCardPreview }) => {
  const t = useT();
  const { problems, rates, currency, ignored, replaces } = preview;
  if (problems.length > 0)
    return (
      <Notice variant="danger" title={t('prices.import.wrong', { count: problems.length })}>
        <Flex tag="ul" direction="column" alignItems="stretch" gap={2} paddingLeft={4}>
          {problems.map((problem, index) => (
            <Problem key={index} problem={problem} />
          ))}
        </Flex>
      </Notice>
    );
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Typography role="status">
        {t('prices.import.found', { count: rates.length, currency: currency ?? '' })}
      </Typography>
      {replaces ? <Notice variant="warning" title={t('prices.import.replaces')} /> : null}
      {ignored.length > 0 ? (
        <Typography variant="pi" textColor="neutral600">
          {t('prices.import.ignored', { columns: ignored.join(', ') })}
        </Typography>
      ) : null}
      <RatesTable
        rates={rates}
        currency={currency ?? ''}
        label={t('prices.import.preview')}
        onEdit={null}
      />
    </Flex>
  );
};

interface Props {
  readonly onDone: (id: number) => void;
  readonly onClose: () => void;
}

/** Meta's rate card: the file, from which day it holds, what it would bring; nothing is kept before the last press. */
export const ImportDrawer = ({ onDone, onClose }: Props) => {
  const t = useT();
  const form = useRateCard(onDone);
  const { preview } = form;
  const isReady = preview !== null && preview.problems.length === 0;
  return (
    <Drawer
      open
      onClose={onClose}
      title={t('prices.import')}
      footer={
        <DrawerFoot onClose={onClose}>
          {isReady ? (
            <Button loading={form.isBusy} onClick={form.run} data-testid="import-run">
              {t('prices.import.run', { count: preview.rates.length })}
            </Button>
          ) : (
            <Button loading={form.isBusy} onClick={form.check} data-testid="import-check">
              {t('prices.import.check')}
            </Button>
          )}
        </DrawerFoot>
      }
    >
      <Flex direction="column" alignItems="stretch" gap={5}>
        <WhereFrom />
        <CsvField
          label={t('prices.import.file')}
          chooseLabel={t('prices.import.choose')}
          chosen={form.file?.fileName ?? t('prices.import.noFile')}
          error={form.wrong.file ?? null}
          onChoose={form.choose}
          testId="rate-card"
        />
        <DayField value={form.validFrom} error={form.wrong.validFrom} onChange={form.setDay} />
        {form.asksCurrency ? (
          <CurrencyField value={form.currency} error={undefined} onChange={form.setCurrency} />
        ) : null}
        {preview ? <Found preview={preview} /> : null}
      </Flex>
    </Drawer>
  );
};
