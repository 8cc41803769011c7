// Reads a checkpoint on stdin as Go's golang.org/x/mod/sumdb/note does, and checks the log's
// signature and the cosignature; arguments: the log's verifier key, the witness's.
package main

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// cosigner is a note.Verifier for C2SP tlog-cosignature v1.0.1, type 0x04.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
	time uint64
}

func (c *cosigner) Name() string    { return c.name }
func (c *cosigner) KeyHash() uint32 { return c.hash }

func (c *cosigner) Verify(msg, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	c.time = binary.BigEndian.Uint64(sig)
	signed := fmt.Sprintf("cosignature/v1\ntime %d\n%s", c.time, msg)
	return ed25519.Verify(c.key, []byte(signed), sig[8:])
}

func parse(vkey string) *cosigner {
	parts := strings.SplitN(vkey, "+", 3)
	hash, err := hex.DecodeString(parts[1])
	check(err)
	key, err := base64.StdEncoding.DecodeString(parts[2])
	check(err)
	if len(key) != 1+ed25519.PublicKeySize || key[0] != 4 {
		check(fmt.Errorf("not the Ed25519 key of a witness"))
	}
	return &cosigner{name: parts[0], hash: binary.BigEndian.Uint32(hash), key: key[1:]}
}

func main() {
	data, err := io.ReadAll(os.Stdin)
	check(err)
	log, err := note.NewVerifier(os.Args[1])
	check(err)
	witness := parse(os.Args[2])
	opened, err := note.Open(data, note.VerifierList(log, witness))
	check(err)
	if len(opened.Sigs) != 2 {
		check(fmt.Errorf("%d signatures hold", len(opened.Sigs)))
	}
	fmt.Printf("%d\n%s", witness.time, opened.Text)
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
