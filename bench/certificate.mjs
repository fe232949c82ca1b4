/** A certificate for one run: browsers speak HTTP/2 only where it is encrypted. */
import { generate } from 'selfsigned';

/** @returns {{ key: string, cert: string }} */
export function makeCertificate() {
  const { private: key, cert } = generate([{ name: 'commonName', value: '127.0.0.1' }], {
    keySize: 2048,
    algorithm: 'sha256',
    days: 2,
  });
  return { key, cert };
}
