import { hasRoom } from '../../../server/src/automations/domain/watch';
import {
  automationTrigger,
  type AutomationTrigger,
} from '../../../server/src/contracts/automations';

const uid = 'api::order.order';
const hears = (field: string, of = uid): AutomationTrigger =>
  automationTrigger.parse({ kind: 'updated', uid: of, field });
/** Ten fields: b0, b1 … */
const ten = (letter: string): AutomationTrigger => {
  const fields = Array.from({ length: 10 }, (_, i) => `${letter}${i}`);
  return automationTrigger.parse({ kind: 'absence', uid, fields, minutes: 60 });
};

describe('the fields of a content type that automations watch together', () => {
  const full = [ten('b'), ten('c')];

  it('[E-02] are twenty: one more finds no room, whatever its place in the alphabet', () => {
    const fields = ['a', 'b5x', 'd'].filter((field) => hasRoom(hears(field), full));
    expect(fields).toEqual([]);
    expect(hasRoom(ten('d'), [ten('b'), hears('c')])).toBe(false);
  });

  it('[E-02] leave room for what is watched already, for fewer, and for other content types', () => {
    expect(hasRoom(hears('b5'), full)).toBe(true);
    expect(hasRoom(ten('c'), [ten('b')])).toBe(true);
    expect(hasRoom(hears('a', 'api::cart.cart'), full)).toBe(true);
    expect(hasRoom({ kind: 'segment', segmentId: 1, way: 'enters' }, full)).toBe(true);
  });
});
