import { typeUid } from '../contracts/records';
import { NOBODY } from '../strapi/sql-part';
import { contactLinkTable, mappingTable } from './tables';

/**
 * Somebody (alias `c`) with an entry of this type, whose entries carry consent now (O-33). Text without placeholders, for the
 * gate as SQL: a uid is a word that needs no quoting; any other is found nowhere.
 */
export const carriesSql = (uid: string): string =>
  typeUid.safeParse(uid).success
    ? `EXISTS (SELECT 1 FROM ${contactLinkTable.table} ck JOIN ${mappingTable.table} cm ON cm.uid = ck.uid AND cm.carried_version IS NOT NULL WHERE ck.contact_id = c.id AND ck.uid = '${uid}')`
    : NOBODY.sql;
