import { Link, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import type {
  StartContact,
  StartEntry,
} from '../../../../../server/src/contracts/automation-watch';
import { PLUGIN_ID } from '../../../pluginId';
import { shownName } from '../../../shared/people/person-name';
import { useMay } from '../../../shared/permissions';
import { useT } from '../../../shared/useT';

/** What a contact is called, or that there is none. */
export const useContactName = (): ((contact: StartContact | null) => string) => {
  const t = useT();
  return (contact) =>
    contact === null ? t('automations.nobody') : shownName(contact.name, t('bots.runs.somebody'));
};

/** The contact, with the way there for who may see contacts. */
export const ContactName = ({ contact }: { contact: StartContact | null }) => {
  const nameOf = useContactName();
  const maySee = useMay('contactBrowse');
  const name = nameOf(contact);
  if (contact === null) return <Typography textColor="neutral600">{name}</Typography>;
  if (!maySee)
    return (
      <Typography fontWeight="bold" dir="auto">
        {name}
      </Typography>
    );
  return (
    <Link tag={RouterLink} to={`/plugins/${PLUGIN_ID}/contacts?contact=${contact.id}`} dir="auto">
      {name}
    </Link>
  );
};

/** The entry by its title, with the way to it in the Content Manager; one that is gone by its id. */
export const EntryName = ({ entry }: { entry: StartEntry | null }) => {
  const t = useT();
  if (entry === null) return <Typography textColor="neutral600">–</Typography>;
  const { title, url, documentId } = entry;
  const words = title ?? t('automations.entry-of', { id: documentId });
  if (url === null)
    return (
      <Typography textColor="neutral600" dir="auto">
        {words}
      </Typography>
    );
  return (
    <Link tag={RouterLink} to={url} dir="auto">
      {words}
    </Link>
  );
};
