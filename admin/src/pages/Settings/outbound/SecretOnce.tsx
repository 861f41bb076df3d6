import { Typography } from '@strapi/design-system';
import type { EndpointWithSecret } from '../../../../../server/src/contracts/outbound';
import { CopyValue } from '../../../shared/CopyValue';
import { ShownOnce } from '../../../shared/ShownOnce';
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
    <ShownOnce
      title={t('outbound.secret.title', { name: endpoint.name })}
      doneLabel={t('outbound.secret.done')}
      doneTestId="secret-done"
      onClose={onClose}
    >
      <Typography>{t('outbound.secret.once')}</Typography>
      <CopyValue label={t('outbound.secret')} value={secret} />
      {endpoint.oldSecretUntil === null ? null : (
        <Typography>
          {t('outbound.secret.overlap', { until: full(endpoint.oldSecretUntil) })}
        </Typography>
      )}
    </ShownOnce>
  );
};
