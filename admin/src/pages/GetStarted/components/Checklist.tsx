import { Box, Checkbox, Flex, Link, Typography, VisuallyHidden } from '@strapi/design-system';
import { CheckCircle, ExternalLink, WarningCircle } from '@strapi/icons';
import { Link as RouterLink } from 'react-router-dom';
import { styled } from 'styled-components';
import type { SetupResult } from '../../../../../server/src/contracts/setup';
import { PLUGIN_ID } from '../../../pluginId';
import { EncryptionKeyMissing } from '../../../shared/EncryptionKeyMissing';
import { useT } from '../../../shared/useT';
import { isLinked, linkOf, type Step } from '../model';
import { ReadyRoles } from './ReadyRoles';
import { Surface } from '../../../shared/Surface';

interface Props {
  readonly setup: Pick<SetupResult, 'steps' | 'roles'>;
  readonly onPayment: (ticked: boolean) => void;
}

/** Strapi's empty circle has a tick in it and reads as done. */
const EmptyCircle = styled.span`
  inline-size: ${({ theme }) => theme.spaces[4]};
  block-size: ${({ theme }) => theme.spaces[4]};
  flex-shrink: 0;
  border: 1px solid ${({ theme }) => theme.colors.neutral500};
  border-radius: 50%;
`;

const Row = styled(Box)`
  &:not(:first-child) {
    border-block-start: 1px solid ${({ theme }) => theme.colors.neutral150};
  }
`;

const Mark = ({ state }: { state: Step['state'] }) => {
  if (state === 'done') return <CheckCircle aria-hidden fill="success600" />;
  if (state === 'problem') return <WarningCircle aria-hidden fill="danger600" />;
  return <EmptyCircle aria-hidden />;
};

const StepAction = ({ step }: { step: Step }) => {
  const t = useT();
  const { key } = step;
  const link = linkOf(key);
  if (link === null || !isLinked(key)) return null;
  if (step.state === 'done' && link.kind !== 'settings') return null;
  const label = t(`setup.step.${key}.action`);
  const name = `${label}: ${t(`setup.step.${key}`)}`;
  if (link.kind === 'meta') {
    return (
      <Link href={link.href} isExternal endIcon={<ExternalLink aria-hidden />} aria-label={name}>
        {label}
      </Link>
    );
  }
  const to = link.kind === 'page' ? `/plugins/${PLUGIN_ID}/${link.to}` : link.to;
  return (
    <Link tag={RouterLink} to={to} aria-label={name}>
      {label}
    </Link>
  );
};

const Words = ({ step }: { step: Step }) => {
  const t = useT();
  const isProblem = step.state === 'problem';
  const note = t(`setup.step.${step.key}.${isProblem ? 'problem' : 'note'}`, {
    detail: step.detail ?? '',
  });
  const doneWords =
    step.key === 'people'
      ? t('setup.step.people.done', { count: Number(step.detail) })
      : step.detail;
  return (
    <Flex direction="column" alignItems="flex-start" gap={1} flex="1 1 20rem" minWidth="0">
      <Typography
        fontWeight={step.state === 'done' ? 'regular' : 'bold'}
        textColor={isProblem ? 'danger700' : 'neutral800'}
      >
        {t(`setup.step.${step.key}`)}
        <VisuallyHidden> ({t(`setup.state.${step.state}`)})</VisuallyHidden>
      </Typography>
      {step.state === 'done' && step.detail === null ? null : (
        <Typography variant="pi" textColor="neutral600" style={{ overflowWrap: 'anywhere' }}>
          {step.state === 'done' ? doneWords : note}
        </Typography>
      )}
    </Flex>
  );
};

const StepRow = ({
  step,
  roles,
  onPayment,
}: {
  step: Step;
  roles: SetupResult['roles'];
  onPayment: Props['onPayment'];
}) => {
  const t = useT();
  return (
    <Row
      tag="li"
      paddingTop={4}
      paddingBottom={4}
      data-testid={`step-${step.key}`}
      data-state={step.state}
    >
      <Flex gap={3} alignItems="flex-start" wrap="wrap">
        <Mark state={step.state} />
        <Words step={step} />
        <Flex gap={4} wrap="wrap">
          {step.key === 'team' ? <ReadyRoles roles={roles} /> : null}
          <StepAction step={step} />
          {step.key === 'payment' ? (
            <Checkbox
              checked={step.state === 'done'}
              onCheckedChange={(checked: boolean | 'indeterminate') => onPayment(checked === true)}
            >
              {t('setup.step.payment.tick')}
            </Checkbox>
          ) : null}
        </Flex>
      </Flex>
      {step.key === 'encryption-key' && step.state === 'problem' ? (
        <Box paddingTop={3}>
          <EncryptionKeyMissing />
        </Box>
      ) : null}
    </Row>
  );
};

/** What has to be true before customers can be answered; each row is checked by the server. */
export const Checklist = ({ setup: { steps, roles }, onPayment }: Props) => {
  const t = useT();
  return (
    <Surface paddingLeft={6} paddingRight={6}>
      <Flex
        tag="ul"
        aria-label={t('setup.checklist')}
        direction="column"
        alignItems="stretch"
        padding={0}
        margin={0}
      >
        {steps.map((step) => (
          <StepRow key={step.key} step={step} roles={roles} onPayment={onPayment} />
        ))}
      </Flex>
    </Surface>
  );
};
