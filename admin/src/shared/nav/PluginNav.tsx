import { Badge } from '@strapi/design-system';
import { SubNav } from '@strapi/strapi/admin';
import { useWhatsappUnreadTotalQuery } from '../../api/shell';
import { PLUGIN_ID } from '../../pluginId';
import { useCan } from '../permissions';
import { useT } from '../useT';
import { permittedSections } from './links';

/** Unread conversations of mine and of nobody; 0 for people who may not read the chat. */
export const useUnreadTotal = (): number => {
  const { can } = useCan();
  const { data } = useWhatsappUnreadTotalQuery(undefined, { skip: !can.chatRead });
  return data ?? 0;
};

/** Second column of the admin: our pages. */
export const PluginNav = () => {
  const t = useT();
  const { can } = useCan();
  const unread = useUnreadTotal();
  return (
    <SubNav.Main aria-label={t('shell.menu.label')}>
      <SubNav.Header label={t('shell.menu.label')} />
      <SubNav.Content>
        <SubNav.Sections>
          {permittedSections(can).map((section) => (
            <SubNav.Section key={section.word} label={t(section.word)}>
              {section.links.map((link) => (
                <SubNav.Link
                  key={link.to}
                  to={`/plugins/${PLUGIN_ID}/${link.to}`}
                  label={t(link.word)}
                  endAction={
                    link.to === 'inbox' && unread > 0 ? (
                      <Badge
                        backgroundColor="primary600"
                        textColor="neutral0"
                        aria-label={t('shell.nav.unread', { count: unread })}
                      >
                        {unread}
                      </Badge>
                    ) : undefined
                  }
                />
              ))}
            </SubNav.Section>
          ))}
        </SubNav.Sections>
      </SubNav.Content>
    </SubNav.Main>
  );
};
