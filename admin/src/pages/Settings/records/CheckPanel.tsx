import { Box, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import type { CheckResult, MappingBody } from '../../../../../server/src/contracts/records';
import { useWhatsappCheckMappingQuery } from '../../../api/records';
import { ErrorState, RowSkeletons } from '../../../shared/states';
import { useDebounced } from '../../../shared/useDebounced';
import { useT } from '../../../shared/useT';

const Examples = ({ problems }: { problems: CheckResult['problems'] }) => {
  const t = useT();
  return (
    <Flex tag="ul" direction="column" alignItems="stretch" gap={1} padding={0} margin={0}>
      {problems.map(({ documentId, title, value, reason }) => (
        <Flex tag="li" key={documentId} gap={2} wrap="wrap">
          <Typography variant="pi" dir="auto">
            {title}
          </Typography>
          {value ? (
            <Typography variant="pi" textColor="neutral600" dir="auto">
              “{value}”
            </Typography>
          ) : null}
          <Typography variant="pi" textColor="neutral800">
            {t(`records.reason.${reason}`)}
          </Typography>
        </Flex>
      ))}
    </Flex>
  );
};

const Answer = ({ result }: { result: CheckResult }) => {
  const t = useT();
  const { formatNumber } = useIntl();
  const { total, checked, works, withPhone, byEmail, known, problems } = result;
  const isPart = checked < total;
  return (
    <Flex direction="column" alignItems="stretch" gap={2} role="status" data-testid="check-result">
      <Typography fontWeight="bold">
        {total === 0
          ? t('records.check.none')
          : t('records.check.works', {
              works: formatNumber(works),
              checked: formatNumber(checked),
            })}
      </Typography>
      {total > 0 ? (
        <Typography variant="pi" textColor="neutral600">
          {t('records.check.detail', { withPhone, byEmail, known })}
          {isPart ? ` ${t('records.check.part', { total })}` : ''}
        </Typography>
      ) : null}
      {problems.length > 0 ? (
        <>
          <Typography variant="pi" fontWeight="semiBold">
            {t('records.check.examples')}
          </Typography>
          <Examples problems={problems} />
        </>
      ) : null}
    </Flex>
  );
};

/** How many entries the chosen fields work for, before anything is saved; asked again when they change. */
export const CheckPanel = ({ uid, body }: { uid: string; body: MappingBody }) => {
  const t = useT();
  const asked = useDebounced(JSON.stringify({ fields: body.fields, country: body.country }), 400);
  const { fields, country } = JSON.parse(asked) as Pick<MappingBody, 'fields' | 'country'>;
  const isAskable = fields.phone !== null || fields.email !== null;
  const query = useWhatsappCheckMappingQuery({ uid, fields, country }, { skip: !isAskable });
  const data = isAskable ? query.currentData : undefined;
  return (
    <Box background="neutral100" hasRadius padding={4}>
      {isAskable ? null : (
        <Typography textColor="neutral600">{t('records.check.choose')}</Typography>
      )}
      {isAskable && query.isFetching && !data ? <RowSkeletons rows={1} /> : null}
      {isAskable && query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : null}
      {data ? <Answer result={data} /> : null}
    </Box>
  );
};
