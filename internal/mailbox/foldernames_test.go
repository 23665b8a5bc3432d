package mailbox

import (
	"os"
	"strings"
	"testing"
)

func shippedNames(t *testing.T) FolderNames {
	t.Helper()
	data, err := os.ReadFile("../../config/hosts/folders.toml")
	if err != nil {
		t.Fatal(err)
	}
	names, err := ParseFolderNames(data)
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// The real table keeps what it promises: in every language at least the folders
// that rsvpd can't do without.
func TestFolderNamesData(t *testing.T) {
	names := shippedNames(t)
	languages := 0
	for lang, set := range names.Sets {
		if strings.HasPrefix(lang, "program-") {
			continue
		}
		languages++
		if len(set.Drafts) == 0 || len(set.Sent) == 0 {
			t.Errorf("%s lacks drafts or sent mail", lang)
		}
	}
	if languages < 40 {
		t.Errorf("%d languages", languages)
	}
	for name, want := range map[string]string{
		"Drafts": "drafts", "DRAFTS": "drafts", "Sent Items": "sent", "Sent Messages": "sent", "Deleted Items": "trash", "Archives": "archive",
		"entwürfe": "drafts", "Entwu\u0308rfe": "drafts", "Gesendete Elemente": "sent", "Gelöschte Objekte": "trash",
		"Brouillons": "drafts", "Éléments envoyés": "sent", "E\u0301le\u0301ments envoye\u0301s": "sent", "Corbeille": "trash", "Tous les messages": "all",
		"Borradores": "drafts", "Elementos enviados": "sent", "Correo no deseado": "junk",
		"Rascunhos": "drafts", "Itens enviados": "sent", "Lixeira": "trash", "Bozze": "drafts", "Posta inviata": "sent", "Cestino": "trash",
		"Concepten": "drafts", "Verzonden items": "sent", "Kladder": "drafts", "Sendt post": "sent", "Utkast": "drafts", "Skickat": "sent",
		"Sendte elementer": "sent", "Luonnokset": "drafts", "Lähetetyt": "sent", "Szkice": "drafts", "Elementy wysłane": "sent", "Kosz": "trash",
		"Koncepty": "drafts", "Odeslaná pošta": "sent", "Koš": "trash", "Odoslané": "sent", "Piszkozatok": "drafts", "Elküldött elemek": "sent",
		"Ciorne": "drafts", "Trimise": "sent", "Πρόχειρα": "drafts", "Απεσταλμένα": "sent", "Черновики": "drafts", "Отправленные": "sent",
		"Корзина": "trash", "Чернетки": "drafts", "Надіслані": "sent", "Чернови": "drafts", "Taslaklar": "drafts", "Gönderilmiş Öğeler": "sent",
		"טיוטות": "drafts", "المسودات": "drafts", "ฉบับร่าง": "", "Thư nháp": "drafts", "草稿箱": "drafts", "已发送邮件": "sent", "寄件備份": "sent",
		"下書き": "drafts", "送信済みアイテム": "sent", "ごみ箱": "trash", "임시 보관함": "drafts", "보낸 편지함": "sent",
		// An outbox holds what has not been sent, and others are nobody's.
		"Bandeja de salida": "", "Boîte d’envoi": "", "Outbox": "", "Projects": "", "INBOX": "", "": "",
	} {
		got := ""
		for _, r := range roles {
			if names.knows(r, name) {
				got = r.name
			}
		}
		if got != want {
			t.Errorf("%s is known as %q, want %q", name, got, want)
		}
	}
}

func TestParseFolderNames(t *testing.T) {
	for data, says := range map[string]string{
		"[en]\ndraft = [\"Drafts\"]":                     "draft",
		"[en]\ndrafts = [\"\"]":                          "empty",
		"[en]\ndrafts = [\" Drafts\"]":                   "blanks",
		"[en]\ndrafts = [\"A\"]\n[fr]\nsent = [\"a\"]":   "stands in [en] drafts too",
		"[en]\ndrafts = [\"A\", \"a\"]":                  "stands in [en] drafts too",
		"[nb]\ndrafts = [\"A\"]\n[sv]\ndrafts = [\"A\"]": "", // what languages share
		"[en]\ndrafts = \"Drafts\"":                      "folder names",
		"[en\n":                                          "folder names",
	} {
		_, err := ParseFolderNames([]byte(data))
		if (err == nil) != (says == "") || err != nil && !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v", data, err)
		}
	}
}
