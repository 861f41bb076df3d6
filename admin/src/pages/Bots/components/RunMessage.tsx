import { Link } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import type { RunDetails } from '../../../../../server/src/contracts/flow-runs';
import { PLUGIN_ID } from '../../../pluginId';
import { useT } from '../../../shared/useT';

/** The message in its conversation; its words where they may be read. */
export const RunMessage = ({
  run,
  message,
}: {
  run: RunDetails;
  message: NonNullable<RunDetails['message']>;
}) => {
  const t = useT();
  if (!run.canRead) return <>{t('bots.run.message-hidden')}</>;
  return (
    <Link
      tag={RouterLink}
      to={`/plugins/${PLUGIN_ID}/inbox?c=${run.conversationId}&m=${message.id}`}
    >
      <span dir="auto">{message.text ?? t('bots.run.message')}</span>
    </Link>
  );
};
