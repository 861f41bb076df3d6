/** What the demo shop sells: a home and living shop in İzmir. Prices in lira. */
export const products = [
  ['Ege seramik kahve fincanı, 2’li', 'FIN-201', 'Mutfak', 640, 48],
  ['El yapımı seramik tabak, 27 cm', 'TAB-027', 'Mutfak', 420, 120],
  ['Zeytin ağacı kesme tahtası', 'TAH-110', 'Mutfak', 890, 22],
  ['Keten masa örtüsü, 160 × 220', 'ORT-160', 'Tekstil', 1450, 15],
  ['Buldan bezi peştemal', 'PES-001', 'Tekstil', 380, 210],
  ['Müslin nevresim takımı, çift kişilik', 'NEV-200', 'Tekstil', 2190, 34],
  ['Yün kilim, 120 × 180', 'KIL-120', 'Tekstil', 4850, 6],
  ['Lavantalı soya mumu', 'MUM-015', 'Dekorasyon', 310, 95],
  ['Hasır sepet, büyük', 'SEP-003', 'Dekorasyon', 540, 41],
  ['Bakır cezve, 2 kişilik', 'CEZ-002', 'Mutfak', 760, 0],
  ['Zeytinyağlı kalıp sabun, 4’lü', 'SAB-004', 'Bakım', 260, 300],
  ['Cam sürahi ve 4 bardak', 'SUR-104', 'Mutfak', 980, 27],
] as const;

/** First name, surname, phone, language, city, birthday, tier. The numbers are made up. */
export const customers = [
  ['Ayşe', 'Kaya', '+905321000001', 'tr', 'İzmir', '1988-04-12', 'gold'],
  ['Mehmet', 'Demir', '+905321000002', 'tr', 'İstanbul', '1979-11-30', 'silver'],
  ['Elif', 'Yıldız', '+905321000003', 'tr', 'Ankara', '1994-02-08', 'standard'],
  ['Can', 'Öztürk', '+905321000004', 'tr', 'İzmir', '1991-07-21', 'standard'],
  ['Zeynep', 'Şahin', '+905321000005', 'tr', 'Bursa', '1985-09-03', 'gold'],
  ['Mustafa', 'Çelik', '+905321000006', 'tr', 'Antalya', '1972-01-17', 'standard'],
  ['Fatma', 'Aydın', '+905321000007', 'tr', 'Muğla', '1966-06-25', 'silver'],
  ['Emre', 'Arslan', '+905321000008', 'tr', 'İstanbul', '1997-12-05', 'standard'],
  ['Selin', 'Doğan', '+905321000009', 'tr', 'Eskişehir', '1999-03-19', 'standard'],
  ['Hakan', 'Kılıç', '+905321000010', 'tr', 'Aydın', '1983-10-11', 'silver'],
  ['Derya', 'Aksoy', '+905321000011', 'tr', 'İzmir', '1990-08-28', 'gold'],
  ['Burak', 'Koç', '+905321000012', 'tr', 'Kocaeli', '1987-05-02', 'standard'],
  ['Gül', 'Ünal', '+905321000013', 'tr', 'Denizli', '1975-02-14', 'standard'],
  ['Okan', 'Taş', '+905321000014', 'tr', 'Manisa', '1993-11-09', 'standard'],
  ['İrem', 'Polat', '+905321000015', 'tr', 'İstanbul', '2000-01-23', 'silver'],
  ['Hannah', 'Schneider', '+4915110000016', 'de', 'Köln', '1989-06-16', 'standard'],
  ['Oliver', 'Brown', '+447700900017', 'en', 'London', '1981-03-27', 'standard'],
  ['Nazlı', 'Eren', '+905321000018', 'tr', 'Balıkesir', '1996-09-14', 'standard'],
] as const;

/** Name, phone, source, interest, stage. */
export const leads = [
  ['Otel Mavi Koy', '+902321000021', 'fair', '60 odaya peştemal ve nevresim', 'contacted'],
  ['Kafe Çınaraltı', '+905321000022', 'instagram', 'Fincan ve tabak, logolu', 'new'],
  ['Seda Güneş', '+905321000023', 'web form', 'Düğün hediyesi, 120 adet mum', 'new'],
  ['Butik Pansiyon Asma', '+905321000024', 'phone', 'Masa örtüsü', 'won'],
  ['Tolga Işık', '+905321000025', 'web form', 'Kilim, özel ölçü', 'contacted'],
  ['Restoran Köşem', '+905321000026', 'instagram', 'Sürahi takımı', 'lost'],
] as const;

/** Days from now, hour, subject, staff, state. */
export const appointments = [
  [1, 11, 'Mağazada kilim seçimi', 'Ece', 'booked'],
  [1, 15, 'Toptan görüşmesi', 'Kerem', 'confirmed'],
  [2, 10, 'Ev tekstili danışmanlığı', 'Ece', 'booked'],
  [4, 14, 'Seramik atölyesi', 'Lale', 'booked'],
  [-2, 16, 'Mağazada kilim seçimi', 'Ece', 'done'],
  [-5, 12, 'Seramik atölyesi', 'Lale', 'missed'],
] as const;
