import { Button, LinkButton } from '@strapi/design-system';
import { Link } from 'react-router-dom';
import { useWhatsappListTemplatesQuery } from '../../../api/templates';
import { PLUGIN_ID } from '../../../pluginId';
import { useCan } from '../../../shared/permissions';
import { useT } from '../../../shared/useT';

/** Whether the number is known to have no template that can be sent. */
export const useHasNoTemplate = (accountId: number, isAsked: boolean): boolean => {
  const { data } = useWhatsappListTemplatesQuery({ accountId }, { skip: !isAsked });
  return isAsked && data?.templates.some(({ sendable }) => sendable.ok) === false;
};

/** To the choice of a template; where there is none to choose, to the page where one comes from. */
export const ClosedTemplate = ({
  hasNone,
  onTemplate,
}: {
  readonly hasNone: boolean;
  readonly onTemplate: () => void;
}) => {
  const t = useT();
  const { can } = useCan();
  if (!hasNone) return <Button onClick={onTemplate}>{t('inbox.composer.choose-template')}</Button>;
  return can.templateList ? (
    <LinkButton tag={Link} to={`/plugins/${PLUGIN_ID}/templates`} variant="secondary">
      {t('inbox.template.open-page')}
    </LinkButton>
  ) : null;
};
