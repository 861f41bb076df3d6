import { declinesIn } from '../../../server/src/campaigns/domain/declines';

describe('the answers that decline an invitation', () => {
  const named = ['Yes, count me in', 'No, not this time', 'Stop promotions'];
  const of = (...others: string[][]) => declinesIn('No, not this time', named, others);

  it('[M-51] [M-44] are in each message the chosen words, else the answer at the same place', () => {
    expect(of()).toEqual(['No, not this time']);
    expect(of(['Geliyorum', 'Hayır, gelemem'])).toEqual(['No, not this time', 'Hayır, gelemem']);
    expect(of(['Count me out', 'Count me in', 'No, not this time'])).toEqual(['No, not this time']);
    expect(of(['Perhaps'], [])).toEqual(['No, not this time']);
  });

  it('[M-51] are none that mean something else in the named message', () => {
    expect(of(['I cannot come', 'Yes, count me in'])).toEqual(['No, not this time']);
  });
});
