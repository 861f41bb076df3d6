import { useState } from 'react';
import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { Lock } from '@strapi/icons';
import {
  sensitiveUse,
  type SensitiveAllowance,
  type SensitiveField,
  type SensitiveUse,
} from '../../../../../server/src/contracts/sensitive';
import {
  useWhatsappSensitiveUsesQuery,
  useWhatsappWithdrawSensitiveMutation,
} from '../../../api/sensitive';
import { useCan } from '../../../shared/permissions';
import { ErrorState, RowSkeletons } from '../../../shared/states';
import { useMoments } from '../../../shared/useMoments';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';
import { AllowDialog } from './AllowDialog';

interface Props {
  readonly field: SensitiveField;
  readonly label: string;
}

const sameField = (a: SensitiveField, b: SensitiveField): boolean =>
  a.key === b.key &&
  (a.on === 'record' ? b.on === 'record' && a.type === b.type : b.on === 'custom');

const Open = ({ allowance }: { allowance: SensitiveAllowance }) => {
  const t = useT();
  const moments = useMoments();
  return (
    <Box>
      <Typography variant="pi" textColor="neutral600" tag="p">
        {t('sensitive.allowed.by', { by: allowance.by, at: moments.full(allowance.at) })}
      </Typography>
      <Typography variant="pi" tag="p" dir="auto">
        {allowance.reason}
      </Typography>
    </Box>
  );
};

interface UseProps extends Props {
  readonly use: SensitiveUse;
  readonly allowance: SensitiveAllowance | undefined;
  readonly may: boolean;
  readonly onAllow: () => void;
}

const Use = ({ use, label, allowance, may, onAllow }: UseProps) => {
  const t = useT();
  const refuse = useRefusal();
  const [withdraw, { isLoading }] = useWhatsappWithdrawSensitiveMutation();
  const onWithdraw = async (id: number) => {
    try {
      await withdraw(id).unwrap();
    } catch (error) {
      refuse(error);
    }
  };
  return (
    <Flex
      tag="li"
      justifyContent="space-between"
      alignItems="flex-start"
      gap={3}
      wrap="wrap"
      data-testid={`sensitive-${use}`}
    >
      <Box flex="1" minWidth="12rem">
        <Typography fontWeight="bold" tag="p">
          {t(`sensitive.use.${use}`)}
        </Typography>
        {allowance ? (
          <Open allowance={allowance} />
        ) : (
          <Typography variant="pi" textColor="neutral600">
            {t('sensitive.closed')}
          </Typography>
        )}
      </Box>
      {may && !allowance ? (
        <Button variant="tertiary" size="S" onClick={onAllow}>
          {t(`sensitive.allow.${use}`)}
        </Button>
      ) : null}
      {may && allowance ? (
        <Button
          variant="danger-light"
          size="S"
          loading={isLoading}
          aria-label={t(`sensitive.withdraw.${use}`, { label })}
          onClick={() => void onWithdraw(allowance.id)}
        >
          {t('sensitive.withdraw')}
        </Button>
      ) : null}
    </Flex>
  );
};

/** What a sensitive field is allowed for: by whom, when and why, with the way to allow and to withdraw. */
export const Allowances = ({ field, label }: Props) => {
  const t = useT();
  const { can } = useCan();
  const query = useWhatsappSensitiveUsesQuery();
  const [allowing, setAllowing] = useState<SensitiveUse | null>(null);
  if (query.isLoading) return <RowSkeletons rows={3} />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const own = query.data.allowances.filter((one) => sameField(one.field, field));
  const openFor = (use: SensitiveUse) =>
    own.find((one) => one.use === use && one.withdrawnAt === null);
  return (
    <Box
      tag="section"
      aria-label={t('sensitive.uses', { label })}
      background="neutral100"
      hasRadius
      padding={4}
    >
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Flex gap={2}>
          <Lock aria-hidden />
          <Typography variant="omega" fontWeight="bold">
            {t('sensitive.uses', { label })}
          </Typography>
        </Flex>
        <Flex tag="ul" direction="column" alignItems="stretch" gap={3} padding={0} margin={0}>
          {sensitiveUse.options.map((use) => (
            <Use
              key={use}
              use={use}
              field={field}
              label={label}
              allowance={openFor(use)}
              may={can.contactSensitive}
              onAllow={() => setAllowing(use)}
            />
          ))}
        </Flex>
        {can.contactSensitive ? null : (
          <Typography variant="pi" textColor="neutral600">
            {t('sensitive.who')}
          </Typography>
        )}
      </Flex>
      {allowing ? (
        <AllowDialog field={field} label={label} use={allowing} onClose={() => setAllowing(null)} />
      ) : null}
    </Box>
  );
};
