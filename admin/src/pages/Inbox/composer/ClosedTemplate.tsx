import { Button, LinkButton } from '@strapi/design-system';
import { Link } from 'react-router-dom';
import type { ConversationView } from '../../../../../server/src/contracts/conversations';
import type { TemplateView } from '../../../../../server/src/contracts/templates';
import { useWhatsappListTemplatesQuery } from '../../../api/templates';
import { PLUGIN_ID } from '../../../pluginId';
import { useCan } from '../../../shared/permissions';
import { useT } from '../../../shared/useT';

/** `none`: the number has no template that can be sent. `opted-out`: this person gets none of them. */
export type NoTemplate = 'none' | 'opted-out' | null;

/** The server refuses both whatever the person's opt-in; a one-time code is asked for. */
const wants = ({ consent }: ConversationView['contact'], { category }: TemplateView): boolean =>
  category === 'AUTHENTICATION' ||
  consent[category === 'MARKETING' ? 'marketing' : 'utility'] !== 'out';

/** Why no template may be sent to this person, judged by their consent. */
export const useNoTemplate = (
  { accountId, contact }: ConversationView,
  isAsked: boolean
): NoTemplate => {
  const { data } = useWhatsappListTemplatesQuery({ accountId }, { skip: !isAsked });
  if (!isAsked || !data) return null;
  const ready = data.templates.filter(({ sendable }) => sendable.ok);
  if (ready.length === 0) return 'none';
  return ready.some((template) => wants(contact, template)) ? null : 'opted-out';
};

/** Opens the template picker; links to Templates when the number has none to send. */
export const ClosedTemplate = ({
  why,
  onTemplate,
}: {
  readonly why: NoTemplate;
  readonly onTemplate: () => void;
}) => {
  const t = useT();
  const { can } = useCan();
  if (why === null)
    return <Button onClick={onTemplate}>{t('inbox.composer.choose-template')}</Button>;
  return why === 'none' && can.templateList ? (
    <LinkButton tag={Link} to={`/plugins/${PLUGIN_ID}/templates`} variant="secondary">
      {t('inbox.template.open-page')}
    </LinkButton>
  ) : null;
};
