package web

import (
	"net/netip"

	"github.com/gofiber/fiber/v2"
)

// Network is where a request comes from, as limits count it.
func Network(c *fiber.Ctx) string { return NetworkOf(c.IP()) }

// NetworkOf is what one subscriber has: an IPv4 address, or the /64 of an IPv6 address, out of which anybody can take a new
// address for each try.
func NetworkOf(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	if ip = ip.Unmap().WithZone(""); ip.Is4() {
		return ip.String()
	}
	return netip.PrefixFrom(ip, 64).Masked().String()
}
