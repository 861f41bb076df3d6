import { Button, Flex, Modal, Typography } from '@strapi/design-system';
import { focusWindow } from '../../../shared/dialog-focus';
import type { EndpointWithSecret } from '../../../../../server/src/contracts/outbound';
import { CopyValue } from '../../../shared/CopyValue';
import { useMoments } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';

interface Props {
  readonly made: EndpointWithSecret;
  readonly onClose: () => void;
}

/** The secret of an address, the only time that it is seen. */
export const SecretOnce = ({ made: { endpoint, secret }, onClose }: Props) => {
  const t = useT();
  const { full } = useMoments();
  return (
    <Modal.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Modal.Content aria-describedby={undefined} onOpenAutoFocus={focusWindow}>
        <Modal.Header closeLabel={t('shell.drawer.close')}>
          <Modal.Title>{t('outbound.secret.title', { name: endpoint.name })}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Flex direction="column" alignItems="stretch" gap={4}>
            <Typography>{t('outbound.secret.once')}</Typography>
            <CopyValue label={t('outbound.secret')} value={secret} />
            {endpoint.oldSecretUntil === null ? null : (
              <Typography>
                {t('outbound.secret.overlap', { until: full(endpoint.oldSecretUntil) })}
              </Typography>
            )}
          </Flex>
        </Modal.Body>
        <Modal.Footer>
          <Button onClick={onClose} data-testid="secret-done">
            {t('outbound.secret.done')}
          </Button>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};
