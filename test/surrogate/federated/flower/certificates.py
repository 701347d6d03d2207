"""Writes to the folder named: an authority and a server's certificate for 127.0.0.1, and a node's key pair."""

import datetime
import ipaddress
import pathlib
import sys

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from cryptography.x509.oid import NameOID

folder = pathlib.Path(sys.argv[1])
now = datetime.datetime.now(datetime.timezone.utc)


def save(name, content):
    (folder / name).write_bytes(content)


def pem(key):
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def certificate(name, key, issuer, issuer_key, *extensions):
    named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = x509.CertificateBuilder().subject_name(named).issuer_name(issuer or named).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(now).not_valid_after(now + datetime.timedelta(days=1))
    for extension in extensions:
        builder = builder.add_extension(extension, critical=isinstance(extension, x509.BasicConstraints))
    return builder.sign(issuer_key, hashes.SHA256())


authority_key, server_key, node_key = (ec.generate_private_key(ec.SECP384R1()) for _ in range(3))
authority = certificate("authority", authority_key, None, authority_key, x509.BasicConstraints(ca=True, path_length=None))
place = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
server = certificate("server", server_key, authority.subject, authority_key, place)
save("authority.pem", authority.public_bytes(Encoding.PEM))
save("server.pem", server.public_bytes(Encoding.PEM))
save("server.key", pem(server_key))
save("node.key", pem(node_key))
save("node.pub", node_key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH))
