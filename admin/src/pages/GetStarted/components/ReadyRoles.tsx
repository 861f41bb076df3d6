import { useState } from 'react';
import { Box, Button, Flex, Radio, Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import type { AgentReads, SetupResult } from '../../../../../server/src/contracts/setup';
import { useWhatsappCreateRolesMutation } from '../../../api/setup';
import { ConfirmAction } from '../../../shared/ConfirmAction';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';

const choices: readonly AgentReads[] = ['own', 'unassigned', 'all'];

const AgentChoice = ({
  reads,
  onChange,
}: {
  readonly reads: AgentReads;
  readonly onChange: (reads: AgentReads) => void;
}) => {
  const t = useT();
  return (
    <Box paddingTop={1}>
      <Radio.Group
        value={reads}
        onValueChange={(value) => onChange(value as AgentReads)}
        aria-label={t('setup.roles.agent.reads')}
      >
        {choices.map((choice) => (
          <Radio.Item key={choice} value={choice} data-testid={`agent-reads-${choice}`}>
            {t(`setup.roles.agent.reads.${choice}`)}
          </Radio.Item>
        ))}
      </Radio.Group>
    </Box>
  );
};

/** Makes the ready roles that are missing, after saying what each of them may do. Absent for who may not make roles. */
export const ReadyRoles = ({ roles }: { readonly roles: SetupResult['roles'] }) => {
  const t = useT();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const [open, setOpen] = useState(false);
  const [reads, setReads] = useState<AgentReads>('unassigned');
  const [create] = useWhatsappCreateRolesMutation();
  const count = roles.missing.length;
  if (!roles.allowed || count === 0) return null;
  const onConfirm = async () => {
    try {
      await create(reads).unwrap();
      toggleNotification({ type: 'success', message: t('setup.roles.done', { count }) });
    } catch (error) {
      refuse(error);
      throw error;
    }
  };
  return (
    <>
      <Button
        variant="secondary"
        size="S"
        onClick={() => setOpen(true)}
        data-testid="create-ready-roles"
      >
        {t('setup.roles.create', { count })}
      </Button>
      <ConfirmAction
        open={open}
        onClose={() => setOpen(false)}
        title={t('setup.roles.title', { count })}
        confirmLabel={t('setup.roles.confirm', { count })}
        onConfirm={onConfirm}
        variant="success"
      >
        <Flex tag="ul" direction="column" alignItems="stretch" gap={3} padding={0} margin={0}>
          {roles.missing.map((key) => (
            <Flex key={key} tag="li" direction="column" alignItems="flex-start" gap={1}>
              <Typography fontWeight="bold">{t(`setup.roles.${key}`)}</Typography>
              <Typography variant="pi" textColor="neutral600">
                {t(`setup.roles.${key}.may`)}
              </Typography>
              {key === 'agent' ? <AgentChoice reads={reads} onChange={setReads} /> : null}
            </Flex>
          ))}
        </Flex>
        <Typography variant="pi">{t('setup.roles.body')}</Typography>
      </ConfirmAction>
    </>
  );
};
